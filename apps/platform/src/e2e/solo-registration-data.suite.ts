/** What a customer registers with. */
export const data = {
  Company: 'Löwe & Söhne',
  FirstName: 'Ada',
  LastName: 'Löwe',
  Address1: 'Hauptstraße 1',
  Address2: 'Hinterhaus',
  City: 'Köln',
  StateProvince: 'not a code',
  PostalCode: '007-A',
  Country: 'not a country',
  Phone: '+49 221 1',
  Fax: '+49 221 2',
  Email: 'ada@example.org',
  Notes: "prefers <mail>; '); DROP TABLE customer; --",
  EuropeanUnionVATNumber: 'DE136695976',
};

import { parseXml, type XmlElement } from '@licet/xml';
import { caller, customer, license, listedLicense } from '../scenarios/facts.scenarios.ts';
import { no, ok, scriptedSolo } from '../scenarios/scripted-solo.scenarios.ts';
import { documentOf } from '../scenarios/bindings.scenarios.ts';

type Values = Record<string, string | number>;
const answers = {
  SearchCustomers: ok({
    customers: [
      { customerId: 3001, company: 'Löwe & Söhne' },
      { customerId: 3002, company: '' },
    ],
  }),
  GetCustomer: ok(customer),
  ListLicensesOfCustomer: ok({
    licenses: [listedLicense, { ...listedLicense, licenseId: 4002, expiresAt: null }],
    next: null,
  }),
  AuthenticateCustomer: ok({ customerId: 3001, authorId: 1 }),
  GetLicense: ok({ license, password: 'none' }),
};
const { bus, callers, solo } = scriptedSolo(answers);

const logon = { AuthorID: 1, UserID: 'back-office', UserPassword: 'secret' };
async function send(operation: string, values: Values): Promise<XmlElement> {
  const { body } = await solo.post(`XmlCustomerService.asmx/${operation}S`, documentOf(operation, values));
  return parseXml(body);
}
const namesOf = (parent: XmlElement | undefined) => parent?.children.map(({ name }) => name);

describe('CustomerSearch', () => {
  it('answers one Customer per hit [SC-02, SC-06]', async () => {
    const reply = await send('CustomerSearch', { ...logon, Email: ' Ada@example.org ', CompanyName: 'Löwe' });
    expect(namesOf(reply)).toEqual(['ResultCode', 'ErrorMessage', 'Customer', 'Customer']);
    expect([reply.name, reply.textOf('ResultCode'), reply.textOf('ErrorMessage')]).toEqual([
      'Customers',
      '0',
      undefined,
    ]);
    expect(reply.childrenNamed('Customer').map((it) => it.children.map(({ text }) => text))).toEqual([
      ['3001', 'Löwe & Söhne'],
      ['3002', ''],
    ]);
    expect(bus.last('SearchCustomers')).toEqual({ authorId: 1, email: 'Ada@example.org', company: 'Löwe', limit: 501 });
  });

  it.each([
    [500, undefined],
    [501, 'Only the first 500 customers are named.'],
  ])('names 500 of %d at most and says where there are more, a reading [SC-02]', async (hits, message) => {
    const answer = bus.answers.SearchCustomers!;
    bus.answers.SearchCustomers = ok({ customers: Array(hits).fill({ customerId: 3001, company: 'Löwe' }) });
    const reply = await send('CustomerSearch', { ...logon, CompanyName: 'L' });
    expect([reply.textOf('ResultCode'), reply.textOf('ErrorMessage')]).toEqual(['0', message]);
    expect(reply.childrenNamed('Customer')).toHaveLength(500);
    bus.answers.SearchCustomers = answer;
  });

  it.each<[string, Values, typeof caller | null, string]>([
    ['no hit', logon, caller, '100'],
    ['a wrong logon', logon, null, '-1'],
    ['no logon', {}, caller, '-1'],
  ])('answers %s with a message and no Customer [SC-03, A49]', async (_, values, who, code) => {
    callers.known = who;
    bus.answers.SearchCustomers = ok({ customers: [] });
    const reply = await send('CustomerSearch', values);
    expect(namesOf(reply)).toEqual(['ResultCode', 'ErrorMessage']);
    expect(reply.textOf('ResultCode')).toBe(code);
    expect(reply.textOf('ErrorMessage')).toMatch(/./);
  });
});

describe('GetCustomerDataByAuthor', () => {
  it('answers CompanyName first, then contact data and licenses with status [SC-04]', async () => {
    const reply = await send('GetCustomerDataByAuthor', { ...logon, CustomerID: 3001 });
    expect(namesOf(reply)).toEqual(['ResultCode', 'Customer']);
    const shown = reply.child('Customer');
    expect(namesOf(shown)?.[0]).toBe('CompanyName');
    expect(['CompanyName', 'Email', 'City', 'Registered'].map((name) => shown?.textOf(name))).toEqual([
      ...['Löwe & Söhne', 'ada@example.org', 'Köln', 'true'],
    ]);
    const licenses = shown?.child('Licenses')?.childrenNamed('License') ?? [];
    expect(
      licenses.map((it) => [it.textOf('LicenseID'), it.textOf('Status'), it.textOf('DownloadExpiration')]),
    ).toEqual([
      ['4001', 'OK', '2027-03-01T00:00:00'],
      ['4002', 'OK', undefined],
    ]);
  });

  it('answers all licenses, however many pages they are [SC-04]', async () => {
    const answer = bus.answers.ListLicensesOfCustomer!;
    const ofPage = ({ after }: { after: number | null }) =>
      after === null ? { ids: [4001, 4002], next: 4002 } : { ids: [4003], next: null };
    bus.answers.ListLicensesOfCustomer = (asked: { after: number | null }) => {
      const { ids, next } = ofPage(asked);
      return { ok: true, value: { licenses: ids.map((licenseId) => ({ ...listedLicense, licenseId })), next } };
    };
    const reply = await send('GetCustomerDataByAuthor', { ...logon, CustomerID: 3001 });
    const licenses = reply.child('Customer')?.child('Licenses')?.childrenNamed('License') ?? [];
    expect(licenses.map((it) => it.textOf('LicenseID'))).toEqual(['4001', '4002', '4003']);
    bus.answers.ListLicensesOfCustomer = answer;
  });

  it('answers the first 10,000 licenses of a customer who has more, a reading [SC-04]', async () => {
    const answer = bus.answers.ListLicensesOfCustomer!;
    let pages = 0;
    bus.answers.ListLicensesOfCustomer = ({ limit }: { limit: number }) => {
      if (++pages > 100) throw new Error('Asked without end');
      return { ok: true, value: { licenses: Array<typeof listedLicense>(limit).fill(listedLicense), next: pages } };
    };
    const asked = documentOf('GetCustomerDataByAuthor', { ...logon, CustomerID: 3001 });
    const { body } = await solo.post('XmlCustomerService.asmx/GetCustomerDataByAuthorS', asked);
    expect(body.match(/<License>/g)).toHaveLength(10_000);
    bus.answers.ListLicensesOfCustomer = answer;
  });

  it('needs a logon and no permission [PERM-18]', async () => {
    callers.known = { ...caller, scopes: [] };
    expect((await send('GetCustomerDataByAuthor', { ...logon, CustomerID: 3001 })).textOf('ResultCode')).toBe('0');
    callers.known = null;
    const refused = await send('GetCustomerDataByAuthor', { ...logon, CustomerID: 3001 });
    expect([refused.textOf('ResultCode'), namesOf(refused)]).toEqual(['-1', ['ResultCode', 'ErrorMessage']]);
  });

  it.each<[string, Values]>([
    ['an unknown or foreign customer', { CustomerID: 9 }],
    ['no customer', {}],
    ['a CustomerID that is no number', { CustomerID: 'x' }],
  ])('answers 100 for %s [SC-06]', async (_, values) => {
    bus.answers.GetCustomer = no('not_found');
    const reply = await send('GetCustomerDataByAuthor', { ...logon, ...values });
    expect([reply.textOf('ResultCode'), namesOf(reply)]).toEqual(['100', ['ResultCode', 'ErrorMessage']]);
  });
});

describe('CustomerLogin', () => {
  it.each<[string, Values, object]>([
    [
      'e-mail address',
      { AuthorID: 1, Email: ' Ada@example.org ' },
      { authorId: 1, name: { email: 'Ada@example.org' } },
    ],
    ['Customer ID', { CustomerID: 3001 }, { authorId: null, name: { customerId: 3001 } }],
    ['License ID', { AuthorID: 1, LicenseID: 4001 }, { authorId: 1, name: { customerId: 3001 } }],
  ])('takes the %s with the customer password [SC-05, CU-06]', async (_, values, asked) => {
    const reply = await send('CustomerLogin', { ...values, Password: ' p ' });
    expect(reply.children.map(({ name, text }) => [name, text])).toEqual([
      ['ResultCode', '0'],
      ['ErrorMessage', ''],
      ['CustomerID', '3001'],
    ]);
    expect(bus.last('AuthenticateCustomer')).toEqual({ ...asked, password: ' p ' });
  });

  it.each<[string, Values]>([
    ['no name', { Password: 'p' }],
    ['no password', { CustomerID: 3001 }],
    ['two names', { CustomerID: 3001, Email: 'a@example.org', Password: 'p' }],
    ['a CustomerID that is no number', { CustomerID: 'x', Password: 'p' }],
    ['an AuthorID that is no number', { AuthorID: 'x', CustomerID: 3001, Password: 'p' }],
    ['a wrong password', { CustomerID: 3002, Password: 'p' }],
  ])('answers 100 for %s', async (_, values) => {
    bus.answers.AuthenticateCustomer = no('unauthenticated');
    const reply = await send('CustomerLogin', values);
    expect([reply.textOf('ResultCode'), reply.textOf('CustomerID')]).toEqual(['100', undefined]);
  });

  it('slows whoever guesses the password of a customer, and nobody else [SC-05, API-USR-06]', async () => {
    const timeOf = async (values: Values) => {
      const start = performance.now();
      await send('CustomerLogin', { ...values, Password: 'p' });
      return performance.now() - start;
    };
    bus.answers.AuthenticateCustomer = no('unauthenticated');
    for (const AuthorID of [undefined, 1, 2]) await timeOf({ CustomerID: 3003, ...(AuthorID && { AuthorID }) });
    expect(await timeOf({ CustomerID: 3003 })).toBeGreaterThan(240);
    expect(await timeOf({ CustomerID: 3004 })).toBeLessThan(240);
    for (const Email of ['a@x.org', 'A@x.org', ' a@X.org']) await timeOf({ AuthorID: 1, Email });
    expect(await timeOf({ AuthorID: 1, Email: 'a@x.org' })).toBeGreaterThan(240);
    expect(await timeOf({ AuthorID: 2, Email: 'a@x.org' })).toBeLessThan(240);
  });

  describe.each([
    ['somebody’s', 4101, ok({ license, password: 'none' })],
    ['unknown', 4102, no('not_found')],
    ['nobody’s', 4103, ok({ license: { ...license, customerId: null }, password: 'none' })],
  ])('with a license that is %s', (_, LicenseID, found) => {
    it('answers 100 alike, once a password was compared [SC-05, API-USR-06]', async () => {
      bus.answers.AuthenticateCustomer = no('unauthenticated');
      bus.answers.GetLicense = found;
      expect((await send('CustomerLogin', { LicenseID, Password: 'p' })).textOf('ResultCode')).toBe('100');
      expect(bus.last('AuthenticateCustomer')).toBeDefined();
    });

    it('looks it up when the try has its turn, and takes the same time in all, whatever the account [SC-05, API-USR-06]', async () => {
      bus.answers.AuthenticateCustomer = no('unauthenticated');
      let lookedUp = 0;
      bus.answers.GetLicense = () => {
        lookedUp = performance.now();
        return found;
      };
      for (const AuthorID of [1, 2]) await send('CustomerLogin', { AuthorID, LicenseID, Password: 'p' });
      const start = performance.now();
      await send('CustomerLogin', { LicenseID, Password: 'p' });
      expect(lookedUp - start).toBeGreaterThan(240);
      expect(performance.now() - lookedUp).toBeGreaterThan(240);
    });
  });

  it('looks no license up for whoever tells no password [SC-05]', async () => {
    bus.answers.GetLicense = ok({ license, password: 'none' });
    expect((await send('CustomerLogin', { LicenseID: 4001 })).textOf('ResultCode')).toBe('100');
    expect(bus.last('GetLicense')).toBeUndefined();
  });
});

import { accessOf } from './access.suite.ts';
import type { Product } from './product.suite.ts';
import { type Given, type OlderCalls, bindings, valuesOf } from './solo-older-calls.suite.ts';

interface ShownCustomer {
  registered: boolean;
  company: string;
  firstName: string;
  lastName: string;
  phone: string;
  address: { city: string };
}

export function customerServer(product: () => Product, { resultOf, send }: OlderCalls): void {
  let made = 0;
  const logon = () => {
    const { AuthorID, UserID, UserPassword } = product().author;
    return { authorID: AuthorID, userID: UserID, userPassword: UserPassword };
  };
  const person = () => ({
    ...logon(),
    ...{ companyName: 'Löwe & Söhne', firstName: 'Ada', lastName: 'Löwe', address1: 'Ring 1', city: 'Köln' },
    ...{ postalCode: '50667', country: 'Germany', email: `older${++made}@example.org`, password: 'open sesame' },
    ...{ phone: '1', fax: '2', nickname: 'al', offerProduct: true, offerPartners: 'false' },
  });
  const read = (id: number) => product().native.get<ShownCustomer>(`/customers/solo:${id}`);

  it.each(bindings)('CreateCustomer makes a customer by binding %s [LG-01, LG-02]', async (binding) => {
    const result = await resultOf('CreateCustomer', person(), binding);
    const id = Number(result.text);
    expect(id).toBeGreaterThan(0);
    expect(result.children).toEqual([]);
    const email = `older${made}@example.org`;
    expect(await read(id)).toMatchObject({
      ...{ registered: true, company: 'Löwe & Söhne', email, address: { city: 'Köln' } },
    });
  });

  it('CreateCustomer answers form POST with the wrapped int, byte for byte [LG-01]', async () => {
    const { body, type } = await send('CreateCustomer', person(), 'P');
    expect(type).toBe('text/xml; charset=utf-8');
    expect(body).toMatch(
      /^<\?xml version="1.0" encoding="utf-8"\?>\n<int xmlns="http:\/\/secure\.softwarekey\.com\/solo\/webservices\/">\d+<\/int>$/,
    );
  });

  it('CreateCustomer overwrites whoever has the same e-mail and password, blanks included [LG-02]', async () => {
    const one = person();
    const id = Number((await resultOf('CreateCustomer', one)).text);
    const { companyName, city, ...less } = one;
    expect(Number((await resultOf('CreateCustomer', { ...less, lastName: 'Berg', phone: '' })).text)).toBe(id);
    const shown = await read(id);
    expect([companyName, city, shown.company, shown.address.city, shown.phone]).toEqual([
      ...['Löwe & Söhne', 'Köln', '', '', ''],
    ]);
    expect([shown.lastName, shown.firstName]).toEqual(['Berg', 'Ada']);
    const otherPassword = Number((await resultOf('CreateCustomer', { ...one, password: 'another' })).text);
    const noPassword = Number((await resultOf('CreateCustomer', { ...one, password: '' })).text);
    expect(new Set([id, otherPassword, noPassword]).size).toBe(3);
  });

  it('CreateCustomer answers what is wrong with a negative number and makes nobody [LG-02, PERM-17]', async () => {
    const without = await accessOf(product).user({ scopes: ['licenses:create'] });
    const having = await accessOf(product).user({ scopes: ['customers:create'] });
    const as = ({ logon: { AuthorID, UserID, UserPassword } }: typeof having) => ({
      ...{ authorID: AuthorID, userID: UserID, userPassword: UserPassword },
    });
    const told = async (given: Given) => Number((await resultOf('CreateCustomer', { ...person(), ...given })).text);
    expect(await told({ userPassword: 'wrong' })).toBe(-1);
    expect(await told(as(without))).toBe(-1);
    expect(await told({ offerProduct: 'perhaps' })).toBe(-2);
    expect(await told({ lastName: 'x'.repeat(256) })).toBe(-2);
    expect(await told(as(having))).toBeGreaterThan(0);
  });
}

export function licenseServer(product: () => Product, { resultOf }: OlderCalls): void {
  const ask = (given: Given = {}) => {
    const { AuthorID, UserID, UserPassword } = product().author;
    const prodOptionID = product().access.products[0]!.options[0]!.prodOptionId;
    return { authorID: AuthorID, userID: UserID, userPassword: UserPassword, prodOptionID, ...given };
  };

  it.each(bindings)(
    'AddLicenseAndUnregisteredCustomer makes a license and the customer of it, who is not registered, by binding %s [LG-03]',
    async (binding) => {
      const { solo, native } = product();
      const result = valuesOf(await resultOf('AddLicenseAndUnregisteredCustomer', ask({ quantity: 3 }), binding));
      expect(result.ResultCode).toBe('0');
      const { activationPassword: Password } = await native.get<{ activationPassword: string }>(
        `/licenses/solo:${result.LicenseID}/secrets`,
      );
      const { code, fields } = await solo.infoCheck({ LicenseID: result.LicenseID!, Password });
      expect([code, fields.Status, fields.Quantity, fields.CustomerID]).toEqual([0, 'OK', '3', result.CustomerID]);
      const customer = await native.get<{ registered: boolean }>(`/customers/solo:${result.CustomerID}`);
      expect(customer.registered).toBe(false);
      expect((await solo.validateRegistration({ LicenseID: result.LicenseID!, Password })).code).toBe(300);
    },
  );

  it('AddLicenseAndUnregisteredCustomer needs Add Single Customer and Add Licenses [LG-03, PERM-17]', async () => {
    const told = async (scopes: string[]) => {
      const { AuthorID, UserID, UserPassword } = (await accessOf(product).user({ scopes })).logon;
      const as = { authorID: AuthorID, userID: UserID, userPassword: UserPassword };
      return valuesOf(await resultOf('AddLicenseAndUnregisteredCustomer', ask(as))).ResultCode;
    };
    expect(await told(['licenses:create'])).toBe('-1');
    expect(await told(['customers:create'])).toBe('-1');
    expect(await told(['licenses:create', 'customers:create'])).toBe('0');
  });

  it.each<[string, Given, string]>([
    ['a wrong logon', { userPassword: 'wrong' }, '-1'],
    ['an unknown option', { prodOptionID: 999_999 }, '1'],
    ['an expiration that is no date', { expiration: '2031-01-31' }, '8'],
    ['a quantity that is no number', { quantity: 'x' }, '-2'],
  ])('AddLicenseAndUnregisteredCustomer refuses %s with the code of Add', async (_, given, code) => {
    expect(valuesOf(await resultOf('AddLicenseAndUnregisteredCustomer', ask(given)))).toEqual({
      ...{ ResultCode: code, LicenseID: '0', CustomerID: '0', SerialNumber: '' },
    });
  });
}

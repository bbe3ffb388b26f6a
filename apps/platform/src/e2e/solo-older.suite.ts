import {
  olderServices,
  sendTo,
  targetNamespace,
  type HttpReply,
  type AsmxService,
  type TypedOperation,
} from '@licet/gateway/scenarios';
import { element, parseXml, writeXml, type XmlElement } from '@licet/xml';
import { createClientAsync } from 'soap';
import { accessOf } from './access.suite.ts';
import { customerOf, optionOf, type Product } from './product.suite.ts';

type Given = Record<string, string | number | boolean>;
const bindings = ['11', '12', 'P'] as const;
type Binding = (typeof bindings)[number];
const envelope = { 11: 'http://schemas.xmlsoap.org/soap/envelope/', 12: 'http://www.w3.org/2003/05/soap-envelope' };

interface ShownCustomer {
  registered: boolean;
  company: string;
  firstName: string;
  lastName: string;
  phone: string;
  address: { city: string };
}

/** The older services, whose operations take parameters of types instead of a document. [LG] */
export function soloOlder(product: () => Product): void {
  const post = (path: string, body: string, headers: Record<string, string>, method: 'GET' | 'POST' = 'POST') =>
    sendTo(product().access.baseUrl)({ method, path, headers, body });

  const serviceOf = (operation: string): AsmxService<TypedOperation> =>
    olderServices.find((it) => it.named(operation))!;

  const send = (operation: string, given: Given, binding: Binding): Promise<HttpReply> => {
    const { path } = serviceOf(operation);
    if (binding === 'P') {
      const form = new URLSearchParams(Object.entries(given).map(([name, value]) => [name, String(value)]));
      return post(`${path}/${operation}`, form.toString(), { 'content-type': 'application/x-www-form-urlencoded' });
    }
    const parameters = Object.entries(given).map(([name, value]) => element(name, value));
    const call = element(operation, parameters, { xmlns: targetNamespace });
    const body = writeXml(element('e:Envelope', [element('e:Body', [call])], { 'xmlns:e': envelope[binding] }));
    const action = `${targetNamespace}${operation}`;
    return post(
      path,
      body,
      binding === '11'
        ? { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${action}"` }
        : { 'content-type': `application/soap+xml; charset=utf-8; action="${action}"` },
    );
  };

  /** The result as it stands in the reply of a binding. */
  async function resultOf(operation: string, given: Given, binding: Binding = 'P'): Promise<XmlElement> {
    const reply = await send(operation, given, binding);
    expect(reply.status).toBe(200);
    const root = parseXml(reply.body);
    if (binding === 'P') return root;
    return root.child('Body')!.child(`${operation}Response`)!.child(`${operation}Result`)!;
  }
  const valuesOf = (result: XmlElement) => Object.fromEntries(result.children.map(({ name, text }) => [name, text]));

  describe('the older services', () => {
    customerServer();
    licenseServer();
    activationServer();
    addresses();
  });

  function customerServer(): void {
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

  function licenseServer(): void {
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

  function activationServer(): void {
    const documented = 'ErrorCode ErrorMessage Product LicenseID Quantity RegCode1 RegCode2 LicenseUpdate UnlocksLeft';

    it.each(bindings)(
      'ActivateLicense takes one activation and tells what is left by binding %s [LG-04]',
      async (binding) => {
        const { add, solo } = product();
        const license = await add({ ActivationCount: 5, Quantity: 2, LicenseUpdate: 'a & b' });
        const given = { licenseID: license.LicenseID, password: license.Password, productID: 0, code1: 1, code2: 2 };
        const more = { serialNumber: '', requireRegistration: false };
        const result = await resultOf('ActivateLicense', { ...given, ...more }, binding);
        expect(result.children.map(({ name }) => name)).toEqual(documented.split(' '));
        expect(valuesOf(result)).toMatchObject({
          ...{ ErrorCode: '0', ErrorMessage: '', LicenseID: license.LicenseID, Quantity: '2', UnlocksLeft: '4' },
          ...{ LicenseUpdate: 'a & b', RegCode1: '0', RegCode2: '0' },
        });
        expect(valuesOf(result).Product).toContain(product().access.products[0]!.name);
        expect((await solo.infoCheck({ LicenseID: license.LicenseID })).fields.RemainingActivations).toBe('4');
      },
    );

    it('ActivateLicense takes a serial number with its product [LG-04]', async () => {
      const { add, change, access } = product();
      const license = await add();
      const serialNumber = `older-${license.LicenseID}`;
      await change(license, { SerialNumberText: serialNumber });
      const { productId: productID } = access.products[0]!;
      expect(
        valuesOf(await resultOf('ActivateLicense', { serialNumber, productID, code1: 1, code2: 1 })),
      ).toMatchObject({
        ...{ ErrorCode: '0', LicenseID: license.LicenseID },
      });
    });

    it.each<[string, Given, number]>([
      ['neither license nor serial number', { licenseID: 0, password: '' }, 50],
      ['a licenseID that is no number', { licenseID: 'x' }, 50],
      ['a wrong password', { password: 'wrong' }, 100],
      ['an unknown license', { licenseID: 999_999 }, 100],
      ['an unknown serial number', { licenseID: 0, password: '', serialNumber: 'nowhere', productID: 1 }, 100],
      ['another product', { productID: 999_999 }, 200],
    ])('ActivateLicense refuses %s with the code and a sentence [LG-05]', async (_, given, code) => {
      const license = await product().add();
      const own = { licenseID: license.LicenseID, password: license.Password, code1: 1, code2: 1 };
      await refused({ ...own, ...given }, code);
    });

    it.each<[string, object, Given, number]>([
      ['an unregistered customer [LG-05]', {}, { requireRegistration: true }, 150],
      ['an option that is not for activating [LG-05]', { type: 'service' }, {}, 400],
      [
        'a computer id that is none, where trigger codes are issued [LG-05]',
        { triggerCodes: { number: 6 } },
        { code2: 0 },
        75,
      ],
      ['trigger codes that cannot be issued', { triggerCodes: { number: 6 } }, { code2: 7 }, 400],
    ])('ActivateLicense refuses %s', async (_, settings, given, code) => {
      const { add } = product();
      const { prodOptionId } = await optionOf(product(), settings);
      const { CustomerID } = await customerOf(product());
      const license = await add({ ProdOptionID: prodOptionId, CustomerID });
      const own = { licenseID: license.LicenseID, password: license.Password, code1: 1, code2: 1 };
      await refused({ ...own, ...given }, code);
    });

    it('ActivateLicense refuses what is used up, expired or not active [LG-05]', async () => {
      const { add, change, access } = product();
      const days = access.products[0]!.options[1]!.prodOptionId;
      const none = await add({ ActivationCount: 0 });
      const late = await add({ ProdOptionID: days, Expiration: '01/31/2001' });
      const held = await add();
      await change(held, { Status: 'CHK' });
      for (const [license, code] of [
        [none, 300],
        [late, 450],
        [held, 500],
      ] as const)
        await refused({ licenseID: license.LicenseID, password: license.Password, code1: 1, code2: 1 }, code);
    });

    async function refused(given: Given, code: number): Promise<void> {
      const { ErrorCode, ErrorMessage, ...others } = valuesOf(await resultOf('ActivateLicense', given));
      expect(ErrorCode).toBe(String(code));
      expect(ErrorMessage).toMatch(/^[A-Z].+\.$/);
      expect(new Set(Object.values(others))).toEqual(new Set(['', '0']));
    }
  }

  function addresses(): void {
    it.each(olderServices)(
      '$name is described to generated clients, who call it [WIRE-41, WIRE-42, WIRE-46, LG-01]',
      async (service) => {
        const { name, path, operations } = service;
        const { baseUrl } = product().access;
        const definitions = parseXml((await post(`${path}?WSDL`, '', {}, 'GET')).body);
        expect(definitions.child('service')?.children.map((it) => it.attribute('name'))).toEqual([
          ...[`${name}Soap`, `${name}Soap12`, `${name}HttpPost`],
        ]);
        for (const operation of operations) {
          const page = (await post(`${path}?op=${operation.name}`, '', {}, 'GET')).body;
          for (const field of Object.keys(operation.fields)) expect(page).toContain(`&lt;${field}&gt;`);
          for (const forceSoap12Headers of [false, true]) {
            const client = await createClientAsync(`${baseUrl}${path}?WSDL`, { forceSoap12Headers });
            const call = client[`${operation.name}Async`] as (given: object) => Promise<[Record<string, unknown>]>;
            const [reply] = await call({});
            const result = reply[`${operation.name}Result`] as Record<string, unknown> | number;
            expect(typeof result === 'number' ? result : (result.ResultCode ?? result.ErrorCode)).toBe(
              operation.name === 'ActivateLicense' ? 50 : -1,
            );
          }
        }
      },
    );

    it.each([
      ...[
        'customers/getlicensestatus',
        'customers/getregdata',
        'customers/getlicenseinfo1',
        'customers/license_return',
      ],
      ...['customers/updatecheck', 'customers/download', 'postings/postregdata', 'postings/countpost'],
      ...['unlock/getcode', 'products/trialsignup'],
    ])(
      'answers the script address %s.asp with 410 and what is used now, by GET and POST, in any letter case [LG-06]',
      async (script) => {
        for (const [method, path] of [
          ['GET', `/solo/${script}.asp?LicenseID=1`],
          ['POST', `/solo/${script}.ASP`],
        ] as const) {
          const reply = await post(path, method === 'POST' ? 'LicenseID=1' : '', {}, method);
          expect(reply).toMatchObject({ status: 410, type: 'text/plain; charset=utf-8' });
          expect(reply.body).toContain('no longer served');
        }
      },
    );
  }
}

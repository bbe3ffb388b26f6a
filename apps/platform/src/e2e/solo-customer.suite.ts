import type { XmlElement } from '@licet/xml';
import { element, writeXml } from '@licet/xml';
import { newUser } from './access.suite.ts';
import { type Product, customerOf } from './product.suite.ts';

type Values = Record<string, string | number>;
let people = 0;
const someone = () => `customer${++people}@example.net`;

/** XmlCustomerService as a back office sees it over the network. */
export function soloCustomer(product: () => Product): void {
  describe('XmlCustomerService', () => {
    const send = async (operation: string, values: Values): Promise<XmlElement> => {
      const document = element(
        operation,
        Object.entries(values).map(([name, value]) => element(name, value)),
      );
      return (await product().solo.send('XmlCustomerService', `${operation}S`, writeXml(document))).root;
    };
    const code = (reply: XmlElement) => Number(reply.textOf('ResultCode'));
    const search = (values: Values) => send('CustomerSearch', { ...product().author, ...values });
    const read = (CustomerID: number) => send('GetCustomerDataByAuthor', { ...product().author, CustomerID });
    const found = (reply: XmlElement) => reply.childrenNamed('Customer').map((it) => Number(it.textOf('CustomerID')));

    it('finds customers by e-mail address and by the beginning of the company, letter case ignored [SC-02]', async () => {
      const [email, other] = [someone(), someone()];
      const company = `Löwe ${people} & Söhne`;
      const first = await customerOf(product(), { email, company });
      const second = await customerOf(product(), { email: other, company: `${company} Zwei` });
      expect(found(await search({ Email: email.toUpperCase() }))).toEqual([first.CustomerID]);
      const both = await search({ CompanyName: company });
      expect([code(both), found(both)]).toEqual([0, [first.CustomerID, second.CustomerID]]);
      expect(both.child('Customer')?.textOf('CompanyName')).toBe(company);
      expect(found(await search({ Email: other, CompanyName: company }))).toEqual([second.CustomerID]);
    });

    it.each<[string, (values: Values) => Values, number]>([
      ['no hit', () => ({ Email: 'nobody@example.net' }), 100],
      ['no criterion', () => ({}), 100],
      ['wild cards', () => ({ CompanyName: '%' }), 100],
      ['a wrong logon', () => ({ UserPassword: 'wrong', Email: 'nobody@example.net' }), -1],
      ['another author', ({ AuthorID }) => ({ AuthorID: Number(AuthorID) + 1, Email: 'ann@example.com' }), -1],
    ])(
      'answers %s with a message and without Customer [SC-03, AUTH-03, AUTH-04, AMB-49]',
      async (_, values, expected) => {
        const reply = await search(values(product().author));
        expect([code(reply), found(reply)]).toEqual([expected, []]);
        expect(reply.textOf('ErrorMessage')).toMatch(/./);
      },
    );

    it('follows changes at once, and finds retired customers no more [SC-02, SL-REG-30]', async () => {
      const { solo, add } = product();
      const [email, old] = [someone(), someone()];
      const survivor = await customerOf(product(), { email, registered: true }, 'opensesame');
      const retired = await customerOf(product(), { email: old }, 'opensesame');
      const license = await add({ CustomerID: retired.CustomerID });
      expect(found(await search({ Email: old }))).toEqual([retired.CustomerID]);
      await solo.updateRegistration({ ...license, Email: email });
      expect(code(await search({ Email: old }))).toBe(100);
      expect(found(await search({ Email: email }))).toEqual([survivor.CustomerID]);
    });

    it('is open to whoever has logged on, without any permission [PERM-18, AUTH-04]', async () => {
      const { logon } = await newUser(product(), { kind: 'api', name: 'nobody', scopes: [] });
      const { CustomerID } = await customerOf(product(), { company: 'Seen by all' });
      const asked = (who: Values) => send('GetCustomerDataByAuthor', { ...who, CustomerID });
      expect((await asked(logon)).child('Customer')?.textOf('CompanyName')).toBe('Seen by all');
      expect(code(await asked({ ...logon, UserPassword: 'wrong' }))).toBe(-1);
    });

    it('tells contact data, CompanyName first, and all licenses with status [SC-04]', async () => {
      const { solo, add, change } = product();
      const email = someone();
      const { CustomerID } = await customerOf(product(), { email, company: 'Example <Ltd>' });
      const [one, two] = [await add({ CustomerID }), await add({ CustomerID })];
      await solo.register({ ...one, City: 'Köln', PostalCode: '007', Notes: 'a note' });
      await change(two, { Status: 'FRD' });
      const reply = await read(CustomerID);
      const customer = reply.child('Customer');
      expect(code(reply)).toBe(0);
      expect(customer?.children[0]).toMatchObject({ name: 'CompanyName', text: 'Example <Ltd>' });
      expect(['Email', 'City', 'PostalCode', 'Notes', 'Registered'].map((name) => customer?.textOf(name))).toEqual([
        ...[email, 'Köln', '007', 'a note', 'true'],
      ]);
      const licenses = customer?.child('Licenses')?.childrenNamed('License') ?? [];
      expect(licenses.map((it) => [it.textOf('LicenseID'), it.textOf('Status')])).toEqual([
        [one.LicenseID, 'OK'],
        [two.LicenseID, 'FRD'],
      ]);
    });

    it('offers three operations, each for elements and for text, and the latter by form POST [SC-01]', async () => {
      const wsdl = await (
        await fetch(`${product().access.baseUrl}/solo/webservices/XmlCustomerService.asmx?WSDL`)
      ).text();
      const operationsOf = (port: string) => {
        const [, body = ''] = new RegExp(`<wsdl:portType name="${port}">(.*?)</wsdl:portType>`, 's').exec(wsdl) ?? [];
        return [...body.matchAll(/<wsdl:operation name="(\w+)"/g)].map(([, name]) => name).sort();
      };
      const names = ['CustomerLogin', 'CustomerSearch', 'GetCustomerDataByAuthor'];
      expect(operationsOf('XmlCustomerServiceSoap')).toEqual(names.flatMap((name) => [name, `${name}S`]).sort());
      expect(operationsOf('XmlCustomerServiceHttpPost')).toEqual(names.map((name) => `${name}S`));
    });

    it.each([2_000_000_000, 0])('knows no customer %p [SC-03]', async (id) => {
      const reply = await read(id);
      expect([code(reply), reply.child('Customer')]).toEqual([100, undefined]);
      expect(reply.textOf('ErrorMessage')).toMatch(/./);
    });

    it('logs a customer in by e-mail address, Customer ID or License ID [SC-05, CU-06, AMB-46]', async () => {
      const { add, author } = product();
      const email = someone();
      const { CustomerID } = await customerOf(product(), { email }, 'opensesame');
      const license = await add({ CustomerID });
      const names: Values[] = [
        { AuthorID: author.AuthorID, Email: email.toUpperCase() },
        { CustomerID },
        { LicenseID: license.LicenseID },
      ];
      for (const name of names) {
        const reply = await send('CustomerLogin', { ...name, Password: 'opensesame' });
        expect([code(reply), reply.textOf('CustomerID')]).toEqual([0, String(CustomerID)]);
        for (const Password of ['OpenSesame', license.Password]) {
          const refused = await send('CustomerLogin', { ...name, Password });
          expect([code(refused), refused.textOf('CustomerID')]).toEqual([100, undefined]);
        }
      }
      const elsewhere = { AuthorID: author.AuthorID + 1, CustomerID, Password: 'opensesame' };
      expect(code(await send('CustomerLogin', elsewhere))).toBe(100);
    });
  });
}

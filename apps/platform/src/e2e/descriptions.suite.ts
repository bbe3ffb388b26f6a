import { askAt, soloServices, targetNamespace } from '@licet/gateway/scenarios';
import { type XmlElement, parseXml } from '@licet/xml';
import { createClientAsync } from 'soap';
import type { Product } from './product.suite.ts';

const xml = 'text/xml; charset=utf-8';

/** What a service says of itself, and clients made from it. [WIRE-41 … WIRE-48] */
export function descriptions(product: () => Product): void {
  describe.each(soloServices)('what $name says of itself', ({ name: service, path, operations }) => {
    const posted = operations.filter(({ input }) => input === 'string');
    const ask = async (query: string, headers: Record<string, string> = {}) => {
      const { status, headers: got, body } = await askAt(product().access.baseUrl)(`${path}${query}`, { headers });
      return { status, type: got['content-type'], body };
    };
    const definitions = async (headers = {}) => parseXml((await ask('?WSDL', headers)).body);
    const namesIn = (parent: XmlElement | undefined, child: string) =>
      parent?.childrenNamed(child).map((it) => it.attribute('name'));

    it('serves the same WSDL in any letter case, with three ports and none for GET [WIRE-01, WIRE-02, WIRE-42]', async () => {
      const wsdl = await ask('?WSDL');
      expect([wsdl.status, wsdl.type]).toEqual([200, xml]);
      expect([await ask('?wsdl'), await ask('?Wsdl')]).toEqual([wsdl, wsdl]);
      expect(namesIn((await definitions()).child('service'), 'port')).toEqual(
        ['Soap', 'Soap12', 'HttpPost'].map((suffix) => service + suffix),
      );
      expect(wsdl.body).not.toContain('HttpGet');
    });

    it('lists every operation in both versions of SOAP with its action, and string operations for form POST [WIRE-06, WIRE-13, WIRE-14, WIRE-17]', async () => {
      const [soap, soap12, post] = (await definitions()).childrenNamed('binding');
      for (const binding of [soap, soap12]) {
        const actions = binding!.childrenNamed('operation').map((it) => it.child('operation')?.attribute('soapAction'));
        expect(actions).toEqual(operations.map(({ name }) => targetNamespace + name));
      }
      expect(namesIn(post, 'operation')).toEqual(posted.map(({ name }) => name));
    });

    it('types xml as a string or as any element, results as any element, all qualified [WIRE-07, WIRE-45]', async () => {
      const schema = (await definitions()).child('types')!.child('schema')!;
      expect(schema.attribute('elementFormDefault')).toBe('qualified');
      const shapes = schema.children.map((it) => {
        const child = it.child('complexType')?.child('sequence')?.child('element');
        const inner = child?.child('complexType');
        const any = inner?.attribute('mixed') === 'true' && inner.child('sequence')?.child('any') !== undefined;
        return [it, child].map((named) => named?.attribute('name')).concat(child?.attribute('type') ?? `any: ${any}`);
      });
      expect(shapes).toEqual(
        operations.flatMap(({ name, input }) => [
          [name, 'xml', input === 'string' ? 's:string' : 'any: true'],
          [`${name}Response`, `${name}Result`, 'any: true'],
        ]),
      );
    });

    it('names the address that it was asked at on any host, and the same namespace everywhere; a forwarded host of a stranger is not believed [WIRE-04, WIRE-05]', async () => {
      const forged = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
      for (const host of ['licenses.example.org', 'vendor.example:8443']) {
        const wsdl = await definitions({ host, ...forged });
        expect(wsdl.attribute('targetNamespace')).toBe(targetNamespace);
        const ports = wsdl.child('service')!.childrenNamed('port');
        const addresses = new Set(ports.map((port) => port.child('address')?.attribute('location')));
        expect(addresses).toEqual(new Set([`http://${host}${path}`]));
      }
    });

    it('serves a discovery document that points at the WSDL [WIRE-47]', async () => {
      const reply = await ask('?disco');
      expect([reply.status, reply.type]).toEqual([200, xml]);
      const address = `${product().access.baseUrl}${path}`;
      const contract = parseXml(reply.body).child('contractRef');
      expect([contract?.attribute('ref'), contract?.attribute('docRef')]).toEqual([`${address}?wsdl`, address]);
    });

    it('lists its operations as a page, with a page for each that shows the messages of its bindings [WIRE-41]', async () => {
      const list = await ask('');
      expect([list.status, list.type]).toEqual([200, 'text/html; charset=utf-8']);
      for (const operation of operations) {
        const { name } = operation;
        expect(list.body).toContain(`<a href="?op=${name}">${name}</a>`);
        const page = (await ask(`?op=${name}`)).body;
        const headings = [...page.matchAll(/<h2>(.*)<\/h2>/g)].map(([, title]) => title);
        expect(headings).toEqual(['SOAP 1.1', 'SOAP 1.2', ...(posted.includes(operation) ? ['HTTP POST'] : [])]);
        expect(page).toContain(`SOAPAction: "${targetNamespace}${name}"`);
      }
    });
  });

  it.each([
    ['1.1', false],
    ['1.2', true],
  ])(
    'sells, activates and checks by a client that was made from the WSDL alone, over SOAP %s',
    async (_, forceSoap12Headers) => {
      const { access, author, keyId } = product();
      const callOf = async (service: string) => {
        const client = await createClientAsync(`${access.baseUrl}/solo/webservices/${service}.asmx?WSDL`, {
          forceSoap12Headers,
        });
        return async (operation: string, request: unknown): Promise<Record<string, Record<string, string>>> => {
          const method = client[`${operation}Async`] as (request: unknown) => Promise<[Record<string, never>]>;
          return (await method({ xml: request }))[0][`${operation}Result`]!;
        };
      };
      const [license, activation] = [await callOf('XmlLicenseService'), await callOf('XmlActivationService')];
      const sale = { ...author, Quantity: 1, UnitPrice: '0', ActivationCount: 5, DeactivationCount: 5 };
      const ids = {
        ProdOptionID: access.products[0]!.options[0]!.prodOptionId,
        CustomerID: access.customers[0]!.customerId,
      };
      const added = (await license('Add', { $xml: written('LicenseAdd', { ...sale, ...ids }) })).AddPrepaidLicense!;
      const request = (root: string, values: object) =>
        `<${root}><EncryptionKeyID>${keyId}</EncryptionKeyID>${written('PrivateData', values)}</${root}>`;
      const program = { LicenseID: added.LicenseID, Password: added.ActivationPassword, UserCode1: 1, UserCode2: 1 };
      const activated = await activation('ActivateInstallation', request('ActivateInstallation', program));
      const { InstallationID } = privateData(activated.ActivateInstallation);
      const check = request('CheckInstallationStatus', { InstallationID });
      const checked = await activation('CheckInstallationStatus', check);
      expect(privateData(checked.CheckInstallationStatus)).toMatchObject({
        ResultCode: '0',
        RemainingActivations: '4',
      });
    },
  );
}

const privateData = (reply: unknown) => (reply as { PrivateData: Record<string, string> }).PrivateData;

const written = (root: string, values: object) =>
  `<${root}>${Object.entries(values)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</${root}>`;

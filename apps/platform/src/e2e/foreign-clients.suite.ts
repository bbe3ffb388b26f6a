import { olderServices, soloServices } from '@licet/gateway/scenarios';
import { type ForeignCall, type ForeignClient, describeWithWsimport, describeWithZeep } from '@licet/testing';
import { type XmlElement, element, parseXml, writeXml } from '@licet/xml';
import { type Product, customerOf, freshDocument } from './product.suite.ts';

const services = [...soloServices, ...olderServices];
const ports = [
  ['1.1', 'Soap'],
  ['1.2', 'Soap12'],
] as const;
type Port = ForeignCall['port'];
type Values = Record<string, string | number | boolean | undefined>;

/** Clients in Python and Java, which know of the services what their WSDL says. [WIRE-48] */
export function foreignClients(product: () => Product): void {
  const addressOf = ({ path }: { path: string }) => `${product().access.baseUrl}${path}`;
  const addresses = () => services.map((service) => ({ name: service.name, address: addressOf(service) }));

  describeWithZeep((client) => {
    callsOf(product, client);
  });
  describeWithWsimport(addresses, (client) => {
    it.each(services)('finds the WSDL of $name valid by the schemas of WSDL 1.1 [WIRE-42]', async (service) => {
      const call = { service: service.name, address: addressOf(service), port: 'Soap' } as const;
      expect(await client().call({ ...call, operation: '?WSDL', input: 'none', parts: [] })).toBe('<valid/>');
    });
    callsOf(product, client);
  });
}

function callsOf(product: () => Product, client: () => ForeignClient): void {
  const call = async (port: Port, operation: string, ...parts: string[]): Promise<XmlElement> => {
    const service = services.find((it) => it.named(operation))!;
    const address = `${product().access.baseUrl}${service.path}`;
    const { input } = service.named(operation)!;
    return parseXml(await client().call({ service: service.name, address, port, operation, input, parts }));
  };

  describe.each(ports)('over SOAP %s', (_, port) => {
    it.each(soloServices.flatMap(({ operations }) => operations.map(({ name }) => name)))(
      'calls %s [WIRE-48]',
      async (operation) => {
        const reply = await call(port, operation, await freshDocument(product(), operation));
        expect(valuesOf(reply).ResultCode).toBe('0');
      },
    );

    it.each(['Add', 'AddS'])('sells by %s, and the program activates and checks [WIRE-48]', async (add) => {
      const { author, access, keyId } = product();
      const ask = async (operation: string, root: string, values: Values) =>
        valuesOf(await call(port, operation, writeXml(documentOf(root, values))));
      const program = async (operation: string, values: Values) => {
        const parts = [element('EncryptionKeyID', keyId), documentOf('PrivateData', values)];
        return valuesOf(await call(port, operation, writeXml(element(operation, parts))));
      };
      const sold = await ask(add, 'LicenseAdd', {
        ...author,
        ProdOptionID: access.products[0]!.options[0]!.prodOptionId,
        CustomerID: access.customers[0]!.customerId,
        ...{ Quantity: 1, UnitPrice: '0', ActivationCount: 2, DeactivationCount: 1, LicenseUpdate: 'Größe & <漢字>' },
      });
      const license = { LicenseID: sold.LicenseID, Password: sold.ActivationPassword };
      const info = await ask(add.replace('Add', 'InfoCheck'), 'LicenseInfoCheck', license);
      expect(info).toMatchObject({ ResultCode: '0', RemainingActivations: '2', LicenseUpdate: 'Größe & <漢字>' });
      const activated = await program('ActivateInstallation', { ...license, UserCode1: 1, UserCode2: 1 });
      const { InstallationID } = activated;
      expect(activated).toMatchObject({ ResultCode: '0', ActivationsLeft: '1', LicenseUpdate: 'Größe & <漢字>' });
      const checked = await program('CheckInstallationStatus', { InstallationID });
      expect(checked).toMatchObject({ ResultCode: '0', RemainingActivations: '1' });
    });

    it('finds a customer by e-mail [WIRE-48, SC-01]', async () => {
      const { author } = product();
      const Email = `foreign-${crypto.randomUUID()}@example.org`;
      const { CustomerID } = await customerOf(product(), { email: Email, company: 'Löwe & Söhne' });
      const found = await call(port, 'CustomerSearch', writeXml(documentOf('CustomerSearch', { ...author, Email })));
      expect(found.childrenNamed('Customer').map(valuesOf)).toEqual([
        { CustomerID: String(CustomerID), CompanyName: 'Löwe & Söhne' },
      ]);
    });

    it('makes a customer, sells and activates by the older services with their types [WIRE-48, LG-01, LG-03, LG-04]', async () => {
      const { author, access } = product();
      const { AuthorID: authorID, UserID: userID, UserPassword: userPassword } = author;
      const logon = { authorID, userID, userPassword };
      const ask = async (operation: string, values: Values) =>
        call(port, operation, ...Object.entries(values).map(([name, value]) => `${name}=${String(value)}`));
      const switches = { offerProduct: false, offerPartners: false };
      const customer = await ask('CreateCustomer', { ...logon, firstName: 'Ada', lastName: 'Löwe', ...switches });
      expect(Number(customer.text)).toBeGreaterThan(0);
      const { prodOptionId: prodOptionID } = access.products[0]!.options[0]!;
      const counts = { quantity: 1, unitPrice: 0, activationCount: 2, deactivationCount: 1, licenseCounter: 0 };
      const sale = { ...logon, prodOptionID, ...counts, isTestLicense: false };
      const sold = valuesOf(await ask('AddLicenseAndUnregisteredCustomer', sale));
      expect([sold.ResultCode, Number(sold.LicenseID) > 0]).toEqual(['0', true]);
      const { LicenseID: licenseID, Password: password } = await product().add({ ActivationCount: 2 });
      const codes = { productID: 0, code1: 1, code2: 1, requireRegistration: false };
      const activated = await ask('ActivateLicense', { licenseID, password, ...codes });
      expect(valuesOf(activated)).toMatchObject({ ErrorCode: '0', LicenseID: licenseID, UnlocksLeft: '1' });
    });
  });
}

const documentOf = (root: string, values: Values) =>
  element(
    root,
    Object.entries(values).map(([name, value]) => element(name, String(value))),
  );

const valuesOf = (reply: XmlElement): Record<string, string> =>
  Object.fromEntries((reply.child('PrivateData') ?? reply).children.map(({ name, text }) => [name, text]));

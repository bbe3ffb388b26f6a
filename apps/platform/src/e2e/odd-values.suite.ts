import {
  type DocumentScenario,
  type Way,
  oddNumbers,
  oddTexts,
  replyDocument,
  resultCodeOf,
  scenarioOf,
  sendTo,
  soloServices,
  waysOf,
} from '@licet/gateway/scenarios';
import { type Fields, SoloClient } from '../clients/solo-client.ts';
import { type Product, customerOf, documentsFor, freshDocument, inParallel } from './product.suite.ts';
import { xmlOf } from './solo-document-fields.suite.ts';

const ways = waysOf(soloServices);
const wrongLogon = xmlOf({ AuthorID: 999_999, UserID: 'nobody', UserPassword: 'wrong' });

/** What programs and people put into good documents. [BAD, WIRE-64, AUTH-12, SYS-01] */
export function oddValues(product: () => Product): void {
  let scenarios: DocumentScenario[];
  beforeAll(async () => {
    const { add, activate } = product();
    const { CustomerID } = await customerOf(product(), {}, 'of the customer');
    const license = await add({ CustomerID, ActivationCount: 1000 });
    const { InstallationID } = (await activate(license)).fields;
    scenarios = documentsFor(product(), license, InstallationID!, CustomerID);
  });

  const codeOf = async (way: Way, document: string): Promise<number> => {
    const reply = await sendTo(product().access.baseUrl)(way.request(document));
    const told = replyDocument(way, reply)!;
    expect([way.id, reply.status, told.name]).toEqual([way.id, 200, scenarioOf(scenarios, way.operation.name).reply]);
    return resultCodeOf(told);
  };
  /** Expects the code that an operation has for a document without any element, on every binding. */
  const expectEmpty = async (written: (scenario: DocumentScenario) => string) => {
    for (const way of ways) {
      const scenario = scenarioOf(scenarios, way.operation.name);
      expect([way.id, await codeOf(way, written(scenario))]).toEqual([way.id, scenario.empty]);
    }
  };
  const good = (scenario: DocumentScenario) => scenario.document(scenario.values);

  describe('odd values', () => {
    it('that are left out get the code of the method for it, under its own root [BAD-07, SL-04]', () =>
      expectEmpty(({ root }) => `<${root}/>`));

    it('that are blank count as left out [BAD-08]', () =>
      expectEmpty((scenario) => good(scenario).replaceAll(/>[^<]+</g, '> <')));

    it('in elements of another letter case count as left out [BAD-12]', () =>
      expectEmpty((scenario) =>
        good(scenario).replaceAll(/(<\/?)(\w+)/g, (tag, open: string, name: string) =>
          name === scenario.root ? tag : open + name.toLowerCase(),
        ),
      ));

    it.each(oddNumbers)('such as the number %p get a documented code in every int element [BAD-09]', async (odd) => {
      const cases = ways
        .filter(({ binding }) => binding === 'P')
        .flatMap((way) => intsOf(way).map((name) => [way, name] as const));
      expect(cases.length).toBeGreaterThan(40);
      await inParallel(cases.length, 4, async (i) => {
        const [way, name] = cases[i]!;
        const scenario = scenarioOf(scenarios, way.operation.name);
        const code = await codeOf(way, scenario.document({ ...scenario.values, [name]: odd }));
        expect([way.id, name, code, documented[scenario.operation]?.includes(code)]).toEqual([
          way.id,
          name,
          code,
          true,
        ]);
      });
    });

    it.each(oddTexts)(
      'such as %p, in every text of a customer and of a license, come back as they were sent [BAD-11, WIRE-64]',
      async (text) => {
        const { add, solo, author } = product();
        const { CustomerID } = await customerOf(product());
        const ofLicense = all(licenseTexts, text);
        const license = await add({ CustomerID, ...ofLicense });
        const ofCustomer = all(Object.keys(customerTexts), text);
        expect((await solo.register({ ...license, ...ofCustomer })).code).toBe(0);
        const named = { ...author, LicenseID: license.LicenseID };
        const userFields = all(userTexts, text.slice(0, 50)); // more they do not hold [SL-UDF-11]
        expect((await solo.updateUserDefinedFields({ ...named, ...userFields })).code).toBe(0);
        expect((await solo.updateCustomData({ ...named, LicenseCustomData: `text: ${text}` })).code).toBe(0);

        expect((await solo.infoCheck({ ...license })).fields).toMatchObject({ ...ofLicense, ...userFields });
        expect((await solo.getCustomData(named)).fields.LicenseCustomData).toBe(`text: ${text}`);
        const asked = `<GetCustomerDataByAuthor>${xmlOf({ ...author, CustomerID })}</GetCustomerDataByAuthor>`;
        const { root } = await solo.send('XmlCustomerService', 'GetCustomerDataByAuthorS', asked);
        const shown = Object.values(customerTexts).map((name) => [name, root.child('Customer')?.textOf(name)]);
        expect(Object.fromEntries(shown)).toEqual(all(Object.values(customerTexts), text));
      },
    );

    it('of an author logon are ignored by whatever a program calls [AUTH-12]', async () => {
      const called = ways.filter(({ binding, operation }) => binding === 'P' && ofPrograms.test(operation.name));
      expect(called).toHaveLength(8);
      for (const way of called) {
        const document = await freshDocument(product(), way.operation.name);
        const first = /<(LicenseID|InstallationID)>/;
        expect(document).toMatch(first);
        const code = await codeOf(way, document.replace(first, `${wrongLogon}$&`));
        expect([way.id, code]).toEqual([way.id, 0]);
      }
    });
  });

  it('shows by every operation and binding at once what another one did by any [SYS-01]', async () => {
    const { access, author, keyId, add } = product();
    const clients = (['post', 'soap11', 'soap12'] as const).map((binding) => new SoloClient(access.baseUrl, binding));
    for (const writer of clients) {
      const { CustomerID } = await customerOf(product());
      const license = await add({ CustomerID });
      const named = { ...author, LicenseID: license.LicenseID };
      const { InstallationID } = (await writer.activate(keyId, { ...license, UserCode1: 1, UserCode2: 1 })).fields;
      const shows = async (read: (reader: SoloClient) => Promise<{ fields: Fields }>, expected: Fields) => {
        for (const reader of clients) expect((await read(reader)).fields).toMatchObject(expected);
      };
      const info = (reader: SoloClient) => reader.infoCheck({ ...license });
      const check = (reader: SoloClient) => reader.check(keyId, { InstallationID });
      await shows(info, { RemainingActivations: '4' });
      await writer.updateActivationFields({ ...named, LicenseUpdate: 'gold', ActivationsLeft: 9 });
      for (const read of [info, check, (reader: SoloClient) => reader.updateCheck({ ...license })])
        await shows(read, { LicenseUpdate: 'gold' });
      await shows(info, { RemainingActivations: '9' });
      await writer.updateUserDefinedFields({ ...named, UDefChar1: 'Bonn' });
      await shows(info, { UDefChar1: 'Bonn' });
      await writer.updateCustomData({ ...named, LicenseCustomData: 'three' });
      await shows((reader) => reader.getCustomData(named), { LicenseCustomData: 'three' });
      await writer.register({ ...license, Company: 'Löwe' });
      await shows(info, { Company: 'Löwe' });
      await shows((reader) => reader.validateRegistration({ ...license }), { Company: 'Löwe' });
      await writer.deactivate(keyId, { InstallationID });
      await shows(check, { ResultCode: '5016' });
      await shows(info, { RemainingActivations: '10' });
    }
  });
}

const ofPrograms =
  /^(InfoCheck|UpdateCheck|ValidateRegistration|Register|UpdateRegistration)S?$|^(Activate|Deactivate|Check)Installation/;

const activation = [5000, 5001, 5002, 5003, 5004, 5005, 5022, 5024];
/** Every ResultCode of an operation, as its requirements list them. */
const documented: Record<string, readonly number[]> = {
  Add: [-2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8],
  InfoCheck: [-2, 0, 100, 200],
  UpdateCheck: [-2, 0, 100, 200],
  UpdateActivationFields: [-2, -1, 0, 50],
  Register: [-2, 0, 100, 300],
  UpdateRegistration: [-2, 0, 100],
  ValidateRegistration: [-2, 0, 100, 300],
  UpdateUserDefinedFields: [-2, 0, 100],
  GetLicenseCustomData: [-2, -1, 0],
  UpdateLicenseCustomData: [-2, -1, 0, 1],
  CustomerSearch: [-2, -1, 0, 100],
  GetCustomerDataByAuthor: [-2, -1, 0, 100],
  CustomerLogin: [-2, 0, 100],
  ActivateInstallation: [
    ...[...activation, 0, 5006, 5007, 5008, 5009, 5010, 5011, 5012, 5013, 5014, 5016, 5017],
    ...[5019, 5021, 5025, 5026, 5029, 5033],
  ],
  CheckInstallationStatus: [...activation, 0, 5015, 5016, 5017],
  DeactivateInstallation: [...activation, 0, 5015, 5016, 5018],
};

const licenseTexts = ['LicenseeName', 'LicenseeEmail', 'LicenseUpdate'];
const userTexts = Array.from({ length: 5 }, (_, i) => `UDefChar${i + 1}`);
/** Elements of Register, and of GetCustomerDataByAuthor. */
const customerTexts: Record<string, string> = {
  Company: 'CompanyName',
  ...Object.fromEntries(
    [
      ...['FirstName', 'LastName', 'Address1', 'Address2', 'City', 'StateProvince', 'PostalCode', 'Country', 'Email'],
      ...['Phone', 'Fax', 'Notes', 'EuropeanUnionVATNumber'],
    ].map((name) => [name, name]),
  ),
};

const all = (names: readonly string[], text: string): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, text]));

/** Int elements of the document that a way's operation takes, as its help page prints them. */
function intsOf({ operation }: Way): string[] {
  const { request } = operation.operation;
  const holder = children(request).find(({ name }) => name === 'PrivateData') ?? request;
  return children(holder)
    .filter(({ content }) => content === 'int')
    .map(({ name }) => name);
}
const children = ({ content }: Way['operation']['operation']['request']) =>
  typeof content === 'object' ? content.filter((it) => typeof it === 'object' && 'content' in it) : [];

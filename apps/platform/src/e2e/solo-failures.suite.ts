import {
  type DocumentScenario,
  replyDocument,
  resultCodeOf,
  scenarioOf,
  sendTo,
  soloServices,
  type Way,
  waysOf,
} from '@licet/gateway/scenarios';
import { ask } from './native-answers.suite.ts';
import { customerOf, documentsFor, inParallel, type Product, type Sold } from './product.suite.ts';
import { xmlOf } from './solo-document-fields.suite.ts';

export function failures(product: () => Product): void {
  /** All that can be read of a license and its customer. */
  const stateOf = async ({ LicenseID }: Sold, customer: string) => [
    (await ask(product(), `/licenses/solo:${LicenseID}`)).text,
    (await ask(product(), `/customers/${customer}`)).text,
  ];

  it('stay as they were after every call that fails [SL-07, AMB-01, SL-06]', async () => {
    const { add, activate, access } = product();
    const { id, CustomerID } = await customerOf(product(), {}, 'customer password');
    const license = await add({ CustomerID });
    const { InstallationID } = (await activate(license)).fields;
    const before = await stateOf(license, id);
    const spoilt: Record<string, string> = {
      ...{ UserPassword: 'wrong', Password: 'wrong', LicenseID: '999999', ProductID: '999999', InstallationID: 'x' },
      ...{ Status: 'XXX', ProdOptionID: 'x', Quantity: 'x', UDefNum1: 'x', UDefDate1: 'x', UserCode1: 'x' },
    };
    for (const way of waysOf(soloServices).filter(({ binding }) => binding === 'P')) {
      const scenario = scenarioOf(documentsFor(product(), license, InstallationID!, CustomerID), way.operation.name);
      for (const name of Object.keys(spoilt).filter((it) => it in scenario.values)) {
        const ignored = scenario.operation === 'UpdateUserDefinedFields' && name === 'Password'; // by author logon
        const secured = scenario.operation === 'UpdateCheck' && name === 'Password'; // no update wants one
        if (ignored || secured) continue;
        const document = scenario.document({ ...scenario.values, [name]: spoilt[name]! });
        const reply = replyDocument(way, await sendTo(access.baseUrl)(way.request(document)))!;
        expect([way.id, name, resultCodeOf(reply)]).not.toEqual([way.id, name, 0]);
      }
    }
    expect(await stateOf(license, id)).toEqual(before);
  });

  it('of 100,000 characters are taken whole or refused with a documented code, in every text element on every binding [BAD-10]', async () => {
    const { add, activate, access } = product();
    const { CustomerID } = await customerOf(product());
    const license = await add({ CustomerID });
    const { InstallationID } = (await activate(license)).fields;
    const scenarios = documentsFor(product(), license, InstallationID!, CustomerID);
    const long = 'x'.repeat(100_000);
    const send = async (way: Way, scenario: DocumentScenario, name: string) => {
      const reply = await sendTo(access.baseUrl)(way.request(scenario.document({ ...scenario.values, [name]: long })));
      expect([way.id, name, reply.status]).toEqual([way.id, name, 200]);
      return resultCodeOf(replyDocument(way, reply)!);
    };
    const cases = waysOf(soloServices).flatMap((way) => textsOf(way).map((name) => [way, name] as const));
    await inParallel(cases.length, 4, async (i) => {
      const [way, name] = cases[i]!;
      const scenario = scenarioOf(scenarios, way.operation.name);
      const code = await send(way, scenario, name);
      const custom = way.operation.operation.name === 'UpdateLicenseCustomData';
      const taken = custom && ['Format', 'LicenseCustomData'].includes(name);
      const known = taken ? [0] : custom ? [-2, -1] : scenario.unreadable === 5024 ? [5024, 5005] : [-2];
      expect([way.id, name, known.includes(code)]).toEqual([way.id, name, true]);
    });
    const { solo, author } = product();
    const { LicenseID } = license;
    expect((await solo.updateCustomData({ ...author, LicenseID, LicenseCustomData: long })).code).toBe(0);
    const document = `<GetLicenseCustomData>${xmlOf({ ...author, LicenseID })}</GetLicenseCustomData>`;
    const { root } = await solo.send('XmlLicenseService', 'GetLicenseCustomDataS', document);
    expect(root.textOf('LicenseCustomData')).toBe(long);
  }, 120_000);
}

/** Text elements of the document that a way's operation takes, as its help page prints them; dates and versions have a form of their own. */
function textsOf({ operation }: Way): string[] {
  const { request } = operation.operation;
  const holder = children(request).find(({ name }) => name === 'PrivateData') ?? request;
  return children(holder)
    .filter(({ content }) => content === 'string')
    .map(({ name }) => name);
}
const children = ({ content }: Way['operation']['operation']['request']) =>
  typeof content === 'object' ? content.filter((it) => typeof it === 'object' && 'content' in it) : [];

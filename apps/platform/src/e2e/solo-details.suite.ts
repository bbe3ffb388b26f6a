import {
  type DocumentScenario,
  type Way,
  replyDocument,
  resultCodeOf,
  scenarioOf,
  sendTo,
  soloServices,
  waysOf,
} from '@licet/gateway/scenarios';
import { type XmlElement, parseXml } from '@licet/xml';
import { eventually } from '@licet/testing';
import type { FeedEvent } from '../clients/rest-clients.ts';
import type { Fields } from '../clients/solo-client.ts';
import { patch, post } from './access.suite.ts';
import { ask } from './native-answers.suite.ts';
import { type Product, type Sold, customerOf, documentsFor, inParallel, optionOf } from './product.suite.ts';

const dayMs = 86_400_000;

interface Told extends FeedEvent {
  via: string;
  actor: { kind: string; id: string };
}

/** What holds for many operations at once: forms of values, passwords in replies, what a failure leaves behind. */
export function soloDetails(product: () => Product): void {
  describe('SOLO values', () => {
    forms(product);
    storedByAdd(product);
    whoseCustomer(product);
    passwordsInReplies(product);
    failures(product);
    readings(product);
  });
}

function forms(product: () => Product): void {
  it('are true and false in lower case [FMT-04]', async () => {
    const { add, activate, solo, author, access } = product();
    for (const [IsTestLicense, shown] of [
      ['1', 'true'],
      ['FALSE', 'false'],
    ] as const) {
      const license = await add({ IsTestLicense });
      expect((await solo.infoCheck({ ...license })).fields.IsTestLicense).toBe(shown);
      expect((await activate(license)).fields.IsTestLicense).toBe(shown);
    }
    const registered = async (CustomerID: number) => {
      const document = `<GetCustomerDataByAuthor>${xmlOf({ ...author, CustomerID })}</GetCustomerDataByAuthor>`;
      const { root } = await solo.send('XmlCustomerService', 'GetCustomerDataByAuthorS', document);
      return root.child('Customer')?.textOf('Registered');
    };
    const { CustomerID } = await customerOf(product());
    expect(await registered(access.customers[0]!.customerId)).toBe('true');
    expect(await registered(CustomerID)).toBe('false');
  });

  it('of XmlActivationService are dates in UTC, to the second [FMT-07, FMT-08, AMB-22]', async () => {
    const { add, activate, check, solo, keyId, access } = product();
    const ProdOptionID = access.products[0]!.options[1]!.prodOptionId;
    const license = await add({ ProdOptionID, Expiration: '12/31/2031' });
    const activated = await activate(license);
    const { InstallationID } = activated.fields;
    const replies = [
      activated,
      await check(InstallationID!),
      await activate(license, { Password: 'wrong' }),
      await solo.deactivate(keyId, { InstallationID }),
    ];
    const dates = replies.flatMap(({ fields }) => Object.entries(fields).filter(([name]) => name.includes('Date')));
    expect(dates.map(([name]) => name).toSorted()).toEqual([
      ...['ExpirationDate', 'ExpirationDate'],
      ...Array<string>(4).fill('ServerDateTime'),
    ]);
    for (const [name, value] of dates) {
      expect(value).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      if (name === 'ExpirationDate') expect(value).toBe('2031-12-31T00:00:00Z');
      else expect(Math.abs(Date.parse(value) - Date.now())).toBeLessThan(60_000);
    }
  });

  it('are versions, compared group by group as numbers [FMT-12]', async () => {
    const { add, activate } = product();
    for (const [minimumVersion, ProductVersion, code] of [
      ['1.9.0.0', '1.10.0.0', 0],
      ['1.10.0.0', '1.9.0.0', 5012],
      ['1.2.3.10', '1.2.3.9', 5012],
      ['00001.2.0.0', '1.00002.0.0', 0],
    ] as const) {
      const { prodOptionId } = await optionOf(product(), { activation: { minimumVersion } });
      expect((await activate(await add({ ProdOptionID: prodOptionId }), { ProductVersion })).code).toBe(code);
    }
    const { solo, native } = product();
    const made = await native.send<{ id: string; solo: { productId: number } }>('POST', '/products', {
      name: 'Versions',
    });
    const update = { name: `V ${made.id}`, latestVersion: '1.10.0.0', action: 'message' };
    await ask(product(), `/products/${made.id}/updates`, post(update));
    const action = async (Version: string) =>
      (await solo.updateCheck({ ProductID: made.solo.productId, Version })).fields.ActionToTake;
    expect([await action('1.9.0.0'), await action('1.10.0.0'), await action('1.11.0.0')]).toEqual([
      'MSG',
      'NONE',
      'NONE',
    ]);
  });

  it('name a successor as text, and are empty where there is none [FMT-19, AMB-23]', async () => {
    const { add, solo } = product();
    const [license, successor] = [await add(), await add()];
    const replacedBy = async () =>
      [await solo.infoCheck({ ...license }), await solo.updateCheck({ ...license })].map((it) => it.fields.ReplacedBy);
    expect(await replacedBy()).toEqual(['', '']);
    await ask(
      product(),
      `/licenses/solo:${license.LicenseID}/transitions`,
      post({ to: 'superseded', replacedById: `solo:${successor.LicenseID}` }),
    );
    expect(await replacedBy()).toEqual([successor.LicenseID, successor.LicenseID]);
  });

  it('of days are whole days of UTC, and a date has passed when its day begins [FMT-26, SA-GEN-26]', async () => {
    const { add, change, solo, activate } = product();
    const { prodOptionId } = await optionOf(product(), { expiry: { rule: 'daysFromCreation', days: 3 } });
    const before = Date.now();
    const license = await add({ ProdOptionID: prodOptionId });
    const days = [before, Date.now()].map((it) => Math.floor(it / dayMs) * dayMs);
    const expiration = async () => Date.parse(`${(await solo.infoCheck({ ...license })).fields.DownloadExpiration!}Z`);
    const first = await expiration();
    expect(days.map((day) => day + 3 * dayMs)).toContain(first);
    await change(license, { ExpirationDateIncrement: 40 });
    expect(await expiration()).toBe(first + 40 * dayMs);
    const today = (offset: number) => {
      const [year, month, day] = new Date(Date.now() + offset * dayMs).toISOString().slice(0, 10).split('-');
      return `${month}/${day}/${year}`;
    };
    for (const [ExpirationDate, update, activation] of [
      [today(0), 300, 5019],
      [today(2), 0, 0],
    ] as const) {
      await change(license, { ExpirationDate });
      expect((await solo.updateCheck({ ...license, VerifyDaysToDL: true })).code).toBe(update);
      expect((await activate(license)).code).toBe(activation);
    }
  });
}

function storedByAdd(product: () => Product): void {
  it('given to Add are shown where they belong [SL-ADD-06, SL-ADD-16, SL-ADD-17, SL-ADD-18]', async () => {
    const { add, activate, check, solo, native } = product();
    const { CustomerID } = await customerOf(product());
    const license = await add({ CustomerID, UnitPrice: '12345.6789', LicenseUpdate: 'gold', Notes: 'said & done' });
    const shown = await native.get<Record<string, unknown>>(`/licenses/solo:${license.LicenseID}`);
    expect(shown).toMatchObject({ unitPrice: { amount: '12345.6789' }, notes: 'said & done' });
    const info = await solo.infoCheck({ ...license });
    expect(info.fields.CustomerID).toBe(String(CustomerID));
    const activated = await activate(license);
    for (const { fields } of [
      info,
      await solo.updateCheck({ ...license }),
      activated,
      await check(activated.fields.InstallationID!),
    ])
      expect(fields.LicenseUpdate).toBe('gold');
  });

  it.each([true, false])(
    'of a customer whose registration is %s stay as they are when a license is added [SL-ADD-27]',
    async (registered) => {
      const { add, native } = product();
      const { id, CustomerID } = await customerOf(product(), { registered, company: 'Example Ltd' });
      const before = await native.get(`/customers/${id}`);
      await add({ CustomerID, LicenseeName: 'Ada', LicenseeEmail: 'ada@example.org' });
      expect(await native.get(`/customers/${id}`)).toEqual(before);
    },
  );

  it('are not stored from what is no document of Add [SL-ADD-36]', async () => {
    const { solo } = product();
    for (const document of ['', 'LicenseAdd', '<LicenseAdd>', '<LicenseInfoCheck/>', '<licenseadd/>']) {
      const { root } = await solo.send('XmlLicenseService', 'AddS', document);
      expect([root.name, root.textOf('ResultCode')]).toEqual(['AddPrepaidLicense', '-2']);
    }
  });

  it('of UpdateActivationFields stand under a root without declarations, also for what is no document [SL-UAF-32, SL-UAF-40]', async () => {
    const { access, author, add } = product();
    const license = await add();
    const reply = async (xml: string) => {
      const { body } = await sendTo(access.baseUrl)({
        method: 'POST',
        path: '/solo/webservices/XmlLicenseService.asmx/UpdateActivationFields',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ xml }).toString(),
      });
      return body.replace(/^<\?xml[^>]*>\n/, '');
    };
    const root = 'UpdateLicenseActivationFields';
    for (const document of ['', '<UpdateActivationFields>', '<LicenseAdd/>'])
      expect(await reply(document)).toBe(`<${root}><ResultCode>-2</ResultCode></${root}>`);
    const fields = xmlOf({ ...author, LicenseID: license.LicenseID, Status: 'OK' });
    const good = `<UpdateActivationFields>${fields}</UpdateActivationFields>`;
    expect(await reply(good)).toBe(`<${root}><ResultCode>0</ResultCode></${root}>`);
  });
}

function whoseCustomer(product: () => Product): void {
  it('Manage Records moves a license to another customer, and nothing less does [PERM-15]', async () => {
    const { add, solo, access } = product();
    const license = await add();
    const { id } = await customerOf(product());
    const key = async (scopes: string[]) =>
      (await ask<{ secret: string }>(product(), '/keys', post({ name: 'records', scopes }))).body.secret;
    const move = async (secret: string) =>
      fetch(`${access.baseUrl}/api/v1/licenses/solo:${license.LicenseID}`, {
        method: 'PATCH',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({ customerId: id }),
      });
    const holder = async () => (await solo.infoCheck({ ...license })).fields.CustomerID;
    const before = await holder();
    const reading = ['licenses:read', 'customers:read', 'licenses:write'];
    const refused = await move(await key(reading));
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([403, 'scope_missing']);
    expect(await holder()).toBe(before);
    expect((await move(await key([...reading, 'licenses:move']))).status).toBe(200);
    expect(await holder()).not.toBe(before);
  });

  it('one password belongs to each customer, and one to each license [PWD-01]', async () => {
    const { add, solo } = product();
    const { CustomerID } = await customerOf(product(), {}, 'of the customer');
    const [one, other] = [await add({ CustomerID }), await add({ CustomerID })];
    expect(one.Password).not.toBe(other.Password);
    const opens = async ({ LicenseID }: Sold, Password: string) => (await solo.infoCheck({ LicenseID, Password })).code;
    for (const license of [one, other]) {
      expect(await opens(license, 'of the customer')).toBe(0);
      expect(await opens(license, one.Password)).toBe(license === one ? 0 : 100);
      expect(await opens(license, other.Password)).toBe(license === other ? 0 : 100);
    }
  });
}

function passwordsInReplies(product: () => Product): void {
  it('are passwords in the replies of Add and of activations alone [PWD-23]', async () => {
    const { add, activate, access } = product();
    const password = 'open sesame of the customer';
    const { CustomerID } = await customerOf(product(), {}, password);
    for (const way of waysOf(soloServices).filter(({ binding }) => binding === 'P')) {
      const { name } = way.operation.operation;
      const license = await add({ CustomerID });
      const { InstallationID } = (await activate(license)).fields;
      const scenario = scenarioOf(documentsFor(product(), license, InstallationID!, CustomerID), name);
      const { body } = await sendTo(access.baseUrl)(way.request(scenario.document(scenario.values)));
      const told = [license.Password, password].filter((secret) => body.includes(secret));
      expect([name, told.length > 0]).toEqual([name, ['Add', 'ActivateInstallation'].includes(name)]);
    }
  });
}

function failures(product: () => Product): void {
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

function readings(product: () => Product): void {
  it('say what was wrong with an activation: credentials, or its data [AMB-01]', async () => {
    const { add, activate } = product();
    const license = await add();
    const wrong = await activate(license, { Password: 'wrong' });
    const data = await activate(license, { ActivationData: '<a/><b/>' });
    expect([wrong.code, data.code]).toEqual([5008, 5008]);
    expect(wrong.fields.ErrorMessage).not.toBe(data.fields.ErrorMessage);
  });

  it('may be a product of several that an activation names [AMB-19]', async () => {
    const { add, solo, keyId, access } = product();
    const { productId } = access.products[0]!;
    const license = await add();
    const codeOf = async (...ids: number[]) => {
      const products = ids.map((id) => `<ProductID>${id}</ProductID>`).join('');
      const own = xmlOf({ ...license, UserCode1: 1, UserCode2: 1 });
      const document = `<ActivateInstallation><EncryptionKeyID>${keyId}</EncryptionKeyID><PrivateData>${own}${products}</PrivateData></ActivateInstallation>`;
      return resultCodeOf((await solo.send('XmlActivationService', 'ActivateInstallation', document)).root);
    };
    expect([await codeOf(999_999, productId), await codeOf(productId, 999_998)]).toEqual([0, 0]);
    expect(await codeOf(999_999, 999_998)).toBe(5010);
  });

  it.each<[string, Fields]>([
    ['absolute and increment together', { ActivationsLeft: 3, ActivationsIncrement: 1 }],
    ['a result below zero', { ActivationsIncrement: -6 }],
    ['no field', {}],
    ['a bad value beside a good one', { ActivationsLeft: 'x', LicenseUpdate: 'gold' }],
    ['an increment of a date that is not there [AMB-16]', { ExpirationDateIncrement: 1 }],
  ])('are refused by UpdateActivationFields with 50: %s [AMB-15]', async (_, fields) => {
    const { add, change, solo } = product();
    const license = await add();
    const before = (await solo.infoCheck({ ...license })).fields;
    expect((await change(license, fields)).code).toBe(50);
    expect((await solo.infoCheck({ ...license })).fields).toEqual(before);
  });

  it('that are blank in UpdateActivationFields keep what is there, so that the printed skeleton can be sent [AMB-34]', async () => {
    const { add, change, solo, access } = product();
    const body = (
      await sendTo(access.baseUrl)({
        method: 'GET',
        path: '/solo/webservices/XmlLicenseService.asmx?op=UpdateActivationFields',
        headers: {},
        body: '',
      })
    ).body;
    const sample = /xml=([^<\s]+)/.exec(body)![1]!;
    const names = parseXml(decodeURIComponent(sample)).children.map(({ name }) => name);
    const blank = Object.fromEntries(
      names.filter((it) => !/^(AuthorID|User|LicenseID)/.test(it)).map((it) => [it, ' ']),
    );
    expect(Object.keys(blank).length).toBeGreaterThan(8);
    const license = await add({ LicenseUpdate: 'text', LicenseCounter: 7 });
    const before = (await solo.infoCheck({ ...license })).fields;
    expect((await change(license, { ...blank, Status: 'CHK' })).code).toBe(0);
    expect((await solo.infoCheck({ ...license })).fields).toEqual({ ...before, Status: 'CHK' });
  });

  it('of custom data are confirmed under the root of the getter [AMB-03]', async () => {
    const { add, solo, author } = product();
    const { LicenseID } = await add();
    const document = `<UpdateLicenseCustomData>${xmlOf({ ...author, LicenseID })}</UpdateLicenseCustomData>`;
    for (const it of [document, '<Nothing/>'])
      expect((await solo.send('XmlLicenseService', 'UpdateLicenseCustomDataS', it)).root.name).toBe(
        'GetLicenseCustomData',
      );
  });

  it('of a license have a history: who changed it, when, by which channel, and its status and date from what to what', async () => {
    const { add, change, native, author } = product();
    const start = Date.now();
    const license = await add();
    await change(license, { LicenseUpdate: 'gold', ExpirationDate: '12/31/2031' });
    await change(license, { Status: 'FRD' });
    await native.send('PATCH', `/licenses/solo:${license.LicenseID}`, { quantity: 7 });
    const { id } = await native.get<{ id: string }>(`/licenses/solo:${license.LicenseID}`);
    const history = await eventually(async () => {
      const { data } = await native.events({ subject: id, limit: '50' });
      return data.length >= 4 && (data as Told[]);
    });
    for (const { time } of history) expect(Math.abs(Date.parse(time) - start)).toBeLessThan(60_000);
    const channels = history.map(({ via, actor }) => `${via} ${actor.kind}`).toSorted();
    expect(channels).toEqual(['native key', 'solo user', 'solo user', 'solo user']);
    const byUser = history.filter(({ actor }) => actor.kind === 'user');
    expect(new Set(byUser.map(({ actor }) => actor.id))).toEqual(new Set([author.UserID]));
    const changes = history.flatMap((it) => it.changes);
    expect(changes).toEqual(
      expect.arrayContaining([
        { path: '/expiresAt', before: null, after: '2031-12-31T00:00:00.000Z' },
        { path: '/status', before: 'active', after: 'revoked' },
      ]),
    );
  });

  it('of an option and its product are shown and counted as set [PO-15, PO-18]', async () => {
    const { native, solo, add } = product();
    const body = { name: 'Named', latestVersion: '3.2.1.0' };
    const made = await native.send<{ id: string }>('POST', '/products', body);
    for (const type of ['none', 'decrementing']) {
      const option = await ask<{ solo: { prodOptionId: number }; counter: { type: string }; id: string }>(
        product(),
        '/options',
        post({ productId: made.id, name: type, type: 'activationCode', counter: { type } }),
      );
      expect([option.status, option.body.counter.type]).toEqual([201, type]);
      const license = await add({ ProdOptionID: option.body.solo.prodOptionId });
      const read = async () => {
        const { ProductName, LatestVersion } = (await solo.infoCheck({ ...license })).fields;
        return [ProductName, LatestVersion];
      };
      await ask(product(), `/products/${made.id}`, patch({ name: 'Named', latestVersion: '3.2.1.0' }));
      expect(await read()).toEqual(['Named', '3.2.1.0']);
      await ask(product(), `/products/${made.id}`, patch({ name: 'Renamed', latestVersion: '4.0.0.0' }));
      expect(await read()).toEqual(['Renamed', '4.0.0.0']);
    }
  });

  it('offers ten operations with their S twins, and exactly these [SL-01, WIRE-43]', async () => {
    const twins = ['Add', 'InfoCheck', 'UpdateCheck', 'ValidateRegistration', 'Register', 'UpdateRegistration'];
    const more = ['UpdateUserDefinedFields', 'GetLicenseCustomData', 'UpdateLicenseCustomData'];
    const both = [...twins, ...more].flatMap((it) => [it, `${it}S`]);
    const expected = [...both, 'UpdateActivationFields'].toSorted();
    const path = '/solo/webservices/XmlLicenseService.asmx?WSDL';
    const { body } = await sendTo(product().access.baseUrl)({ method: 'GET', path, headers: {}, body: '' });
    const namesOf = (type: XmlElement | undefined) =>
      type
        ?.childrenNamed('operation')
        .map((it) => it.attribute('name')!)
        .toSorted();
    const [soap, form] = parseXml(body).childrenNamed('portType');
    expect(namesOf(soap)).toEqual(expected);
    expect(expected).toHaveLength(19);
    expect(namesOf(form)).toEqual(
      expected.filter((it) => it.endsWith('S') || it === 'UpdateActivationFields').toSorted(),
    );
    expect(namesOf(form)).toHaveLength(10);
  });
}

const xmlOf = (fields: Fields): string =>
  Object.entries(fields)
    .map(([name, value]) => `<${name}>${String(value)}</${name}>`)
    .join('');

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

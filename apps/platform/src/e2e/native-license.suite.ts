import { withKey } from './access.suite.ts';
import { patch, post } from './native-catalog.suite.ts';
import { made } from './native-made-license.suite.ts';
import { type Answer, ask, idForm, instantForm } from './native-answers.suite.ts';
import { dnaStatus, ipDetails } from '../clients/rest-clients.ts';
import { type Product, type Sold, optionOf } from './product.suite.ts';

/** A license as the native API tells it: every member, its version, and what can be included. */
export function nativeLicense(product: () => Product): void {
  reading(product);
  including(product);
  tagging(product);
}

const read = (product: Product, { LicenseID }: Sold, query = '', headers = {}): Promise<Answer> =>
  ask(product, `/licenses/solo:${LicenseID}${query}`, { headers });

function reading(product: () => Product): void {
  it('tells all of a license that was just added [API-REP-09]', async () => {
    const { add, access } = product();
    const settings = { edition: { typeId: 3, name: 'Site' }, expiry: { rule: 'daysFromCreation', days: 30 } };
    const option = await optionOf(product(), settings);
    const license = await add({
      ...{
        ProdOptionID: option.prodOptionId,
        Quantity: 2,
        UnitPrice: '49.90',
        ActivationCount: 5,
        DeactivationCount: 4,
      },
      ...{ LicenseCounter: 7, LicenseeName: 'Ann', LicenseeEmail: 'ann@example.com', Expiration: '12/31/2031' },
      ...{ LicenseUpdate: 'update', Notes: 'note', IsTestLicense: true, Version: '1.2.3.4' },
    });
    const { body } = await read(product(), license);
    const owner = await ask(product(), `/products/solo:${access.products[0]!.productId}`);
    expect(Object.keys(body).slice(0, 5)).toEqual(['id', 'object', 'createdAt', 'updatedAt', 'version']);
    expect(body).toMatchObject({
      ...{ id: expect.stringMatching(idForm('lic')) as string, object: 'license', version: 1 },
      ...{ createdAt: expect.stringMatching(instantForm) as string, updatedAt: body.createdAt },
      ...{ productId: owner.body.id, optionId: option.id },
      customerId: expect.stringMatching(idForm('cus')) as string,
      ...{ serialNumberText: '', quantity: 2, unitPrice: { amount: '49.90', currency: 'USD' } },
      ...{ status: 'active', statusReason: null, statusSince: body.createdAt, deletedAt: null },
      ...{ state: 'reserved', usable: true, isTest: true, isTrial: false, edition: settings.edition },
      seats: { limit: 5, used: 0, anonymous: 0, left: 5, rotation: false, floating: null },
      activation: { activationsLeft: 5, deactivationsLeft: 4, firstAt: null, lastAt: null, lastCheckAt: null },
      expiry: { rule: 'daysFromCreation', days: 30, expiresAt: '2031-12-31T00:00:00.000Z', expired: false },
      ...{
        freeze: { enabled: false, days: 5 },
        validation: { mode: 'none', days: 30, warnDays: 7, graceDays: 0 },
        counter: 7,
      },
      licensee: { name: 'Ann', email: 'ann@example.com' },
      ...{ currentVersion: '1.2.3.4', licenseUpdate: 'update', notes: 'note' },
      solo: { licenseId: Number(license.LicenseID) },
      ip: { codeId: expect.stringMatching(/^[0-9a-f]{32}$/) as string, maxComputers: 3 },
    });
    expect(body.key).toEqual(expect.stringMatching(/^.{1,64}$/));
  });

  it('is found by its id, its SOLO number and its IntelliProtector code, and prints its id for each', async () => {
    const { body } = await read(product(), await product().add());
    const { codeId } = body.ip as { codeId: string };
    for (const name of [body.id, `ip:${codeId}`, `ip:${codeId.toUpperCase()}`])
      expect((await ask(product(), `/licenses/${name}`)).body).toEqual(body);
    const stranger = body.id.replace(/.$/, (last) => (last === '9' ? '8' : '9'));
    expect((await ask(product(), `/licenses/${stranger}`)).status).toBe(404);
    const other = body.id[10] === '9' ? '8' : '9';
    expect((await ask(product(), `/licenses/${body.id.slice(0, 10)}${other}${body.id.slice(11)}`)).status).toBe(404);
  });

  it('has ids of prefix and UUIDv7, in order of creation; those inside a license start with its own [API-REP-04]', async () => {
    const { add, activate, native } = product();
    const [first, second] = [await add(), await add()];
    await activate(first);
    const { body } = await read(product(), first, '?include=installations');
    const { id: later } = (await read(product(), second)).body;
    const [installation] = body.installations as { id: string }[];
    const { data } = await native.events({ subject: body.id });
    const ids = [body.id, body.productId, body.optionId, body.customerId, data[0]!.id] as string[];
    for (const id of ids) expect([id, versionOf(id.split('_')[1]!)]).toEqual([id, 7]);
    expect(ids.map((id) => id.split('_')[0])).toEqual(['lic', 'prd', 'opt', 'cus', 'evt']);
    expect(body.id < later).toBe(true);
    const [prefix, own, inner] = installation!.id.split('_');
    expect([prefix, own, versionOf(inner!)]).toEqual(['ins', body.id.split('_')[1], 7]);
  });

  it.each([
    ['OK', 'active', null, 'activated', true],
    ['DUP', 'revoked', 'duplicate', 'denied', false],
    ['FRD', 'revoked', 'fraud', 'denied', false],
    ['VOI', 'revoked', 'void', 'denied', false],
    ['RET', 'revoked', 'returned', 'denied', false],
    ['EXP', 'expired', null, 'expired', false],
    ['CHK', 'review', null, 'denied', false],
    ['UPG', 'superseded', null, 'activated', true],
  ])(
    'tells SOLO status %s as %s, reason %s, state %s, usable %s',
    async (Status, status, statusReason, state, usable) => {
      const { add, activate, change } = product();
      const license = await add();
      await activate(license);
      const before = (await read(product(), license)).body;
      await change(license, { Status });
      const { body } = await read(product(), license);
      expect(body).toMatchObject({ status, statusReason, state, usable });
      expect(body.statusSince === before.statusSince).toBe(Status === 'OK');
    },
  );

  it('tells seats, activations and their times as machines come, check and go', async () => {
    const { add, activate, check, solo, keyId } = product();
    const license = await add();
    const usage = async () => {
      const { seats, activation, state } = (await read(product(), license)).body;
      return { ...(seats as object), ...(activation as Times), state };
    };
    const { fields } = await activate(license);
    const first = await usage();
    expect(first).toMatchObject({
      limit: 5,
      used: 1,
      left: 4,
      activationsLeft: 4,
      deactivationsLeft: 5,
      lastCheckAt: null,
    });
    expect(first.firstAt).toEqual(expect.stringMatching(instantForm));
    expect(first.lastAt).toBe(first.firstAt);
    await activate(license, { UserCode2: 2 });
    await check(fields.InstallationID!);
    const second = await usage();
    expect(second).toMatchObject({ limit: 5, used: 2, left: 3, firstAt: first.firstAt });
    expect([second.lastAt! > first.firstAt!, second.lastCheckAt! >= second.lastAt!]).toEqual([true, true]);
    await solo.deactivate(keyId, { InstallationID: fields.InstallationID });
    expect(await usage()).toMatchObject({ limit: 5, used: 1, left: 4, deactivationsLeft: 4, state: 'activated' });
  });
}

/** Version of the UUID that 26 characters of Crockford's base 32 hold. */
function versionOf(text: string): number {
  expect(text).toMatch(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/);
  const digits = '0123456789abcdefghjkmnpqrstvwxyz';
  const uuid = Array.from(text).reduce((sum, digit) => sum * 32n + BigInt(digits.indexOf(digit)), 0n);
  return Number((uuid >> 76n) & 15n);
}

type Times = Record<'firstAt' | 'lastAt' | 'lastCheckAt', string | null>;

function including(product: () => Product): void {
  it('includes product, option and installations as they are, beside their ids, and only when asked [API-REP-18]', async () => {
    const { add, activate, check } = product();
    const license = await add();
    const { fields } = await activate(license);
    await check(fields.InstallationID!);
    const plain = (await read(product(), license)).body;
    const { body } = await read(product(), license, '?include=installations,product,option');
    expect(body).toMatchObject(plain);
    expect(body.product).toEqual((await ask(product(), `/products/${String(plain.productId)}`)).body);
    expect(body.option).toEqual((await ask(product(), `/options/${String(plain.optionId)}`)).body);
    const { lastAt, lastCheckAt } = plain.activation as Times;
    expect(body.installations).toEqual([
      expect.objectContaining({
        ...{
          id: expect.stringMatching(new RegExp(`^ins_${plain.id.slice(4)}_[0-9a-z]{26}$`)) as string,
          object: 'installation',
        },
        ...{
          licenseId: plain.id,
          status: 'active',
          createdAt: lastAt,
          activatedAt: lastAt,
          lastCheckAt,
          endedAt: null,
        },
      }),
    ]);
    for (const name of ['product', 'option', 'installations', 'dialects']) expect(plain).not.toHaveProperty(name);
  });

  it('includes customer and invoice as the key would read them, of persons nothing without customers:personal [API-LIC-08, API-CUS-06, API-REP-18]', async () => {
    const customerId = `solo:${product().access.customers[0]!.customerId}`;
    const optionId = `solo:${product().access.products[0]!.options[0]!.prodOptionId}`;
    const ordered = await ask(product(), '/invoices', post({ customerId, issue: true, lines: [{ optionId }] }));
    const [id] = (ordered.body.lines as { licenseIds: [string] }[])[0]!.licenseIds;
    const path = `/licenses/${id}?include=customer,invoice`;
    const { body } = await ask(product(), path);
    expect(body.invoice).toEqual((await ask(product(), `/invoices/${ordered.body.id}`)).body);
    const customer = await ask(product(), `/customers/${customerId}`);
    expect([body.customer, body.customerId]).toEqual([customer.body, customer.body.id]);

    const scoped = async (...names: string[]) =>
      (await withKey(product(), { scopes: ['licenses:read', ...names] })).product;
    const impersonal = await scoped('customers:read', 'invoices:read');
    const redacted = (await ask(impersonal, path)).body.customer;
    expect(redacted).toEqual((await ask(impersonal, `/customers/${customerId}`)).body);
    expect(redacted).toMatchObject({ redacted: true, email: null, lastName: null, address: null, notes: null });
    for (const lacking of [await scoped('customers:read'), await scoped('invoices:read')])
      expect((await ask(lacking, path)).status).toBe(403);
    const alone = (await made(product())).body.id;
    const none = (await ask(product(), `/licenses/${alone}?include=customer,invoice`)).body;
    expect([none.customer, none.invoice]).toEqual([null, null]);
  });

  it('answers no 304 for a customer who has changed while the license did not [API-LIC-08, API-ETAG-02]', async () => {
    const { body } = await ask(product(), '/customers', post({ lastName: 'Before' }));
    const { id } = (await made(product(), { customerId: body.id })).body;
    const tag = (await ask(product(), `/licenses/${id}`)).headers.get('etag')!;
    await ask(product(), `/customers/${body.id}`, patch({ lastName: 'After' }));
    const shown = await ask(product(), `/licenses/${id}?include=customer`, { headers: { 'if-none-match': tag } });
    expect([shown.status, (shown.body.customer as { lastName: string }).lastName]).toEqual([200, 'After']);
  });

  it.each(['OK', 'FRD', 'EXP', 'CHK', 'UPG'])(
    'includes what the other dialects print for a license in %s [API-LIC-09]',
    async (Status) => {
      const { add, activate, change, access, solo } = product();
      const license = await add();
      await activate(license);
      await change(license, { Status });
      const { body } = await read(product(), license, '?include=dialects');
      const { codeId } = body.ip as { codeId: string };
      const details = await ipDetails(access, codeId);
      expect(body.dialects).toEqual({
        solo: { status: (await solo.infoCheck({ LicenseID: license.LicenseID })).fields.Status },
        dna: { status: await dnaStatus(access, access.products[0]!.dnaProductId, body.key as string) },
        ip: { status: details.Status, isFrozen: details.IsFrozen, computers: details.Computers },
      });
    },
  );
}

function tagging(product: () => Product): void {
  it('has a tag of both versions: changes move the first, activations and checks the second [API-ETAG-01, API-ETAG-02]', async () => {
    const { add, activate, change } = product();
    const license = await add();
    const tagged = async () => {
      const { body, headers } = await read(product(), license);
      const { version, usageVersion } = body as unknown as Record<'version' | 'usageVersion', number>;
      expect(headers.get('etag')).toBe(`"${version}.${usageVersion}"`);
      const same = await read(product(), license, '', { 'if-none-match': headers.get('etag') });
      expect([same.status, same.text]).toEqual([304, '']);
      return { version, usageVersion };
    };
    const added = await tagged();
    await activate(license);
    const activated = await tagged();
    expect([activated.version, activated.usageVersion > added.usageVersion]).toEqual([added.version, true]);
    await change(license, { LicenseUpdate: 'changed' });
    expect((await tagged()).version).toBe(added.version + 1);
  });
}

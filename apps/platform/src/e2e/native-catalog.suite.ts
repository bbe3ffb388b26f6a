import { newFloating } from '@licet/contracts';
import { type Asking, ask, idForm, instantForm, placesOf } from './native-answers.suite.ts';
import type { Product } from './product.suite.ts';

export const post = (body: unknown, headers: Record<string, string> = {}): Asking => ({
  method: 'POST',
  body,
  headers,
});
export const patch = (body: unknown, headers: Record<string, string> = {}): Asking => ({
  method: 'PATCH',
  body,
  headers,
});

/** Products and options: created, read and changed. */
export function nativeCatalog(product: () => Product): void {
  products(product);
  options(product);
}

/** The least that makes an option. */
export const optionBody = ({ access }: Product) => ({
  productId: `solo:${access.products[0]!.productId}`,
  name: 'Single user',
  type: 'activationCode',
});

const common = (prefix: string, object: string) => ({
  id: expect.stringMatching(idForm(prefix)) as string,
  object,
  createdAt: expect.stringMatching(instantForm) as string,
  updatedAt: expect.stringMatching(instantForm) as string,
  version: 1,
});

function products(product: () => Product): void {
  it('creates a product: 201, Location, ETag and the whole object, which GET answers too [API-VERB-01, API-REP-03, API-REP-07]', async () => {
    const members = { name: 'Editor', description: 'Edits.', sku: 'ED-1', latestVersion: '4.2.0.0' };
    const made = await ask(product(), '/products', post(members));
    const { productId } = made.body.solo as { productId: number };
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      ...common('prd', 'product'),
      ...members,
      status: 'active',
      dna: { productId: `P${String(productId).padStart(7, '0')}` },
      ip: { projectId: expect.stringMatching(/^[0-9a-f]{32}$/) as string },
    });
    expect(Object.keys(made.body).slice(0, 5)).toEqual(['id', 'object', 'createdAt', 'updatedAt', 'version']);
    expect([made.headers.get('location'), made.headers.get('etag')]).toEqual([
      `/api/v1/products/${made.body.id}`,
      '"1"',
    ]);
    const { projectId } = made.body.ip as { projectId: string };
    for (const name of [made.body.id, `solo:${productId}`, `ip:${projectId}`])
      expect((await ask(product(), `/products/${name}`)).body).toEqual(made.body);
  });

  it('answers a creation with 201 and the object whatever If-None-Match says: it is about reading', async () => {
    for (const [path, body] of [
      ['/products', { name: 'New' }],
      ['/options', optionBody(product())],
    ] as const) {
      const made = await ask(product(), path, post(body, { 'if-none-match': '*' }));
      expect([made.status, made.body.version]).toEqual([201, 1]);
    }
  });

  it('creates a product of a name alone, with ids that sort by creation', async () => {
    const first = await ask(product(), '/products', post({ name: 'First' }));
    const second = await ask(product(), '/products', post({ name: 'Second' }));
    expect(first.body).toMatchObject({ description: '', sku: '', latestVersion: '' });
    expect(first.body.id < second.body.id).toBe(true);
  });

  it('takes over the software_DNA id of an import, once per account', async () => {
    const dna = { productId: `P${String(Date.now()).slice(-7)}` };
    const first = await ask(
      product(),
      '/products',
      post({ name: 'Imported', dna: { productId: dna.productId.toLowerCase() } }),
    );
    expect([first.status, first.body.dna]).toEqual([201, dna]);
    const second = await ask(product(), '/products', post({ name: 'Imported again', dna }));
    expect([second.status, second.body.code, second.body.retryable]).toEqual([409, 'duplicate', false]);
    const late = await ask(product(), `/products/${first.body.id}`, patch({ dna }));
    expect([late.status, placesOf(late)]).toEqual([400, ['/dna readOnly']]);
  });

  it('counts code points, and lets every limit be reached', async () => {
    const members = { name: '😀'.repeat(255), description: '😀'.repeat(4000), sku: '😀'.repeat(255) };
    expect((await ask(product(), '/products', post(members))).body).toMatchObject(members);
  });

  it('changes named members of a product and leaves the others [API-VERB-01]', async () => {
    const { body } = await ask(product(), '/products', post({ name: 'Before', sku: 'A', description: 'kept' }));
    const changed = await ask(product(), `/products/${body.id}`, patch({ name: 'After', sku: '' }));
    const { updatedAt } = changed.body;
    expect(changed.body).toEqual({ ...body, name: 'After', sku: '', version: 2, updatedAt });
    expect((updatedAt as string) >= (body.updatedAt as string)).toBe(true);
    expect(changed.headers.get('etag')).toBe('"2"');
    expect((await ask(product(), `/products/${body.id}`)).body).toEqual(changed.body);
  });
}

function options(product: () => Product): void {
  const option = () => ask(product(), '/options', post(optionBody(product())));

  it('creates an option of product, name and type with documented defaults, and finds it by every name [API-REP-03, API-VERB-01]', async () => {
    const made = await ask(product(), '/options', post(optionBody(product())));
    const { prodOptionId } = made.body.solo as { prodOptionId: number };
    const owner = await ask(product(), `/products/solo:${product().access.products[0]!.productId}`);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      ...common('opt', 'option'),
      productId: owner.body.id,
      name: 'Single user',
      fullName: `${String(owner.body.name)} Single user`,
      type: 'activationCode',
      status: 'active',
      edition: { typeId: 1, name: 'Full version' },
      licenseGroups: 'none',
      ...{ issueLicense: true, replacedByOptionId: null, activationsPerUnit: 1, sendEmail: false, downloads: [] },
      portal: { deactivate: true, offline: true, download: true },
      seats: { limit: 1, rotation: false, floating: null },
      activation: {
        ...{ requirePassword: true, takeOver: false },
        deactivations: 'limited',
        deactivationLimit: 3,
        sameMachineFree: false,
        minimumVersion: null,
      },
      expiry: { rule: 'never', days: 0 },
      freeze: { enabled: false, days: 5 },
      validation: { mode: 'none', days: 30, warnDays: 7, graceDays: 0 },
      counter: { type: 'none' },
      upgradeBehavior: 'allow',
      serials: { mode: 'none' },
      trial: null,
    });
    expect([made.headers.get('location'), made.headers.get('etag')]).toEqual([
      `/api/v1/options/${made.body.id}`,
      '"1"',
    ]);
    const { presetId } = made.body.ip as { presetId: string };
    for (const name of [made.body.id, `solo:${prodOptionId}`, `ip:${presetId}`])
      expect((await ask(product(), `/options/${name}`)).body).toEqual(made.body);
  });

  it.each<[object, object]>([
    [{ name: 'Renamed' }, { name: 'Renamed' }],
    [{ type: 'volume' }, { type: 'volume' }],
    [{ edition: { name: 'Site' } }, { edition: { typeId: 1, name: 'Site' } }],
    [{ seats: { limit: null } }, { seats: { limit: null, rotation: false, floating: null } }],
    [
      { seats: { floating: { seatsFrom: 'seats', seats: 3, checkoutMaxHours: 24 } } },
      { seats: { limit: 1, floating: { ...newFloating, seatsFrom: 'seats', seats: 3, checkoutMaxHours: 24 } } },
    ],
    [{ validation: { warnDays: 3, graceDays: 14 } }, { validation: { days: 30, warnDays: 3, graceDays: 14 } }],
    [
      { issueLicense: false, sendEmail: true, activationsPerUnit: 2, portal: { offline: false } },
      { issueLicense: false, sendEmail: true, activationsPerUnit: 2, portal: { deactivate: true, offline: false } },
    ],
    [
      { downloads: [{ name: 'Setup', url: 'https://example.com/a.exe' }] },
      { downloads: [{ name: 'Setup', url: 'https://example.com/a.exe', version: null }] },
    ],
    [
      { activation: { requirePassword: false, takeOver: true } },
      { activation: { requirePassword: false, takeOver: true } },
    ],
    [{ seats: { rotation: true } }, { seats: { limit: 1, rotation: true } }],
    [
      { activation: { deactivations: 'unlimited' } },
      { activation: { deactivations: 'unlimited', deactivationLimit: 3 } },
    ],
    [{ activation: { minimumVersion: '1.2.3.4' } }, { activation: { minimumVersion: '1.2.3.4' } }],
    [{ expiry: { rule: 'daysFromCreation', days: 7 } }, { expiry: { rule: 'daysFromCreation', days: 7 } }],
    [{ freeze: { enabled: true } }, { freeze: { enabled: true, days: 5 } }],
    [{ validation: { mode: 'mandatory' } }, { validation: { mode: 'mandatory', days: 30 } }],
    [{ counter: { type: 'decrementing' } }, { counter: { type: 'decrementing' } }],
    [{ licenseGroups: 'optional' }, { licenseGroups: 'optional' }],
    [{ upgradeBehavior: 'existingOnly' }, { upgradeBehavior: 'existingOnly' }],
    [{ serials: { mode: 'generate' } }, { serials: { mode: 'generate' } }],
    [{ triggerCodes: { number: 50, fixedValue: -1 } }, { triggerCodes: { number: 50, fixedValue: -1 } }],
    [{ trial: { days: 30, public: true } }, { trial: { days: 30, public: true } }],
    [{ publicTrials: { mostPerHour: 9 } }, { publicTrials: { mostPerHour: 9, mostPerHourAndNetwork: 50 } }],
    [{ ip: { maxComputers: 9 } }, { ip: { maxComputers: 9 } }],
  ])('merges %j into an option, member by member [API-VERB-01]', async (body, expected) => {
    const made = await ask(product(), '/options', post(optionBody(product())));
    const changed = await ask(product(), `/options/${made.body.id}`, patch(body));
    expect(changed.body).toMatchObject({ ...expected, version: 2 });
    expect((await ask(product(), `/options/${made.body.id}`)).body).toEqual(changed.body);
  });

  it('has seats without limit where that is null, and begins with floating ones as printed [API-OPT-03]', async () => {
    const optionId = (await option()).body.id;
    const change = (seats: object) => ask(product(), `/options/${optionId}`, patch({ seats }));
    const floating = {
      ...{ displayName: '', seatsFrom: 'quantity', seats: null, pollSeconds: 60, retrySeconds: 10, retryCount: 6 },
      ...{
        overageAllowed: false,
        overageSeconds: 0,
        checkoutMinHours: 0,
        checkoutMaxHours: 0,
        customerMayClose: false,
      },
    };
    expect((await change({ limit: null, floating: {} })).body.seats).toEqual({
      limit: null,
      rotation: false,
      floating,
    });
    for (const [seatsFrom, seats] of [['counter', null] as const, ['seats', 3] as const])
      expect((await change({ floating: { seatsFrom, seats } })).body.seats).toMatchObject({
        floating: { seatsFrom, seats },
      });
    expect(placesOf(await change({ floating: { seatsFrom: 'users' } }))).toEqual(['/seats/floating/seatsFrom invalid']);
    expect((await change({ floating: null })).body.seats).toEqual({ limit: null, rotation: false, floating: null });
    const { seats } = (await ask(product(), '/licenses', post({ optionId }))).body;
    expect(seats).toMatchObject({ limit: null, left: null });
  });

  it('names the option that replaces it, by any name of that one, and none that there is not or itself [PO-14, API-REP-05]', async () => {
    const [made, other] = [await option(), await option()];
    const told = (replacedByOptionId: unknown) =>
      ask(product(), `/options/${made.body.id}`, patch({ replacedByOptionId }));
    const { prodOptionId } = other.body.solo as { prodOptionId: number };
    expect((await told(`solo:${prodOptionId}`)).body.replacedByOptionId).toBe(other.body.id);
    expect((await told('solo:1')).status).toBe(404);
    expect(placesOf(await told(made.body.id))).toEqual(['/replacedByOptionId invalid']);
    expect((await told(null)).body.replacedByOptionId).toBeNull();
  });

  it('takes a merge patch by its own media type, in which null takes a part away [API-VERB-01]', async () => {
    const merge = { 'content-type': 'application/merge-patch+json' };
    const made = await ask(product(), '/options', post({ ...optionBody(product()), trial: { days: 3, public: true } }));
    const changed = await ask(product(), `/options/${made.body.id}`, patch({ trial: null }, merge));
    expect([changed.status, made.body.trial, changed.body.trial]).toEqual([200, { days: 3, public: true }, null]);
  });

  it.each<[object, string[]]>([
    [{ expiry: { rule: 'daysFromCreation', days: 0 } }, ['/expiry/days invalid']],
    [{ triggerCodes: { number: 51 } }, ['/triggerCodes/number invalid']],
    [
      { type: 'x', seats: { limit: -1, rotation: 1 }, freeze: { days: 3651 }, activation: { minimumVersion: '1.2' } },
      [
        '/activation/minimumVersion invalid',
        '/freeze/days invalid',
        '/seats/limit invalid',
        '/seats/rotation invalid',
        '/type invalid',
      ],
    ],
    [
      { seats: { floating: { seats: 0, pollSeconds: 0 } }, triggerCodes: { number: 51 }, expiry: { rule: 'onDate' } },
      ['/expiry/date', '/seats/floating/pollSeconds', '/seats/floating/seats', '/triggerCodes/number'].map(
        (it) => `${it} invalid`,
      ),
    ],
    [{ downloads: [{ name: '', url: 'ftp://x' }] }, ['/downloads/0/name invalid', '/downloads/0/url invalid']],
    [{ seats: 5 }, ['/seats invalid']],
    [{ seats: { limits: 5 } }, ['/seats/limits unknown']],
    [{ trial: {} }, ['/trial/days required', '/trial/public required']],
    [{ productId: 'solo:1001', status: 'inactive' }, ['/productId readOnly', '/status readOnly']],
  ])('refuses to merge %j and keeps the option as it is [API-ERR-03, API-REP-11]', async (body, places) => {
    const made = await ask(product(), '/options', post(optionBody(product())));
    const refused = await ask(product(), `/options/${made.body.id}`, patch(body));
    expect([refused.status, placesOf(refused)]).toEqual([400, places]);
    expect((await ask(product(), `/options/${made.body.id}`)).body).toEqual(made.body);
  });
}

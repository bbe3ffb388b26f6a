import { ask, placesOf, type Answer } from './native-answers.suite.ts';
import { patch, post } from './native-catalog.suite.ts';
import { made, secretOf, shown, soloNumber } from './native-made-license.suite.ts';
import { nativeLicenseSecrets } from './native-license-secrets.suite.ts';
import { bothDoors } from './native-license-doors.suite.ts';
import { nativeLicenseSets } from './native-license-sets.suite.ts';
import { nativeLicenseSettings } from './native-license-settings.suite.ts';
import { nativeTransitions } from './native-transitions.suite.ts';
import { type Product, customerOf, optionOf } from './product.suite.ts';

/** Licenses made, changed, found and rotated over the native API, beside SOLO XML. */
export function nativeLicenseWrites(product: () => Product): void {
  describe('writes of licenses', () => {
    creating(product);
    changing(product);
    finding(product);
    nativeLicenseSecrets(product);
    nativeLicenseSettings(product);
    nativeLicenseSets(product);
    nativeTransitions(product);
    bothDoors(product);
  });
}

function creating(product: () => Product): void {
  it('creates a license: 201, Location, the object that GET answers, and a password that activates [API-LIC-01, API-LIC-03, API-VERB-01]', async () => {
    const answer = await made(product());
    const { secrets: secret, ...object } = answer.body;
    expect(answer.headers.get('location')).toBe(`/api/v1/licenses/${answer.body.id}`);
    expect(object).toEqual(await shown(product(), answer));
    expect(object).toMatchObject({ status: 'active', state: 'available', customerId: null, quantity: 1, version: 1 });
    expect(secret).toEqual({ activationPassword: expect.any(String) as string });
    const sold = { LicenseID: String(soloNumber(answer)), Password: secretOf(answer) };
    expect((await product().activate(sold)).code).toBe(0);
  });

  it('takes every input of SOLO Add, and InfoCheck tells the same [API-LIC-04]', async () => {
    const { id, CustomerID } = await customerOf(product());
    const answer = await made(product(), {
      ...{ customerId: id, quantity: 2, unitPrice: { amount: '49.90', currency: 'USD' }, counter: 7, isTest: true },
      activation: { activationsLeft: 4, deactivationsLeft: 3 },
      expiry: { expiresAt: '2031-12-31T00:00:00Z' },
      ...{ licensee: { name: 'Ann', email: 'ann@example.com' }, notes: 'note' },
      ...{ currentVersion: '1.2.3.4', licenseUpdate: 'gold' },
    });
    expect(answer.body).toMatchObject({ unitPrice: { amount: '49.90' }, notes: 'note', state: 'reserved' });
    const { solo, author } = product();
    const { fields } = await solo.infoCheck({ ...author, LicenseID: soloNumber(answer), Password: secretOf(answer) });
    expect(fields).toMatchObject({
      ...{ Status: 'OK', Quantity: '2', RemainingActivations: '4', RemainingDeactivations: '3', LicenseCounter: '7' },
      ...{ LicenseUpdate: 'gold', CurrentVersion: '1.2.3.4', LicenseeName: 'Ann', CustomerID: String(CustomerID) },
    });
  });

  it('takes a key of the caller once per product, letter case ignored [API-LIC-05]', async () => {
    const key = `Möwe-${Date.now()}`;
    expect((await made(product(), { key })).body.key).toBe(key);
    const { prodOptionId } = product().access.products[0]!.options[0]!;
    const again = { optionId: `solo:${prodOptionId}`, key: key.toUpperCase() };
    const second = await ask(product(), '/licenses', post(again));
    expect([second.status, second.body.code]).toEqual([409, 'duplicate']);
    const ugly = await ask(product(), '/licenses', post({ ...again, key: 'a b' }));
    expect([ugly.status, placesOf(ugly)]).toEqual([400, ['/key invalid']]);
  });

  it('refuses what the option forbids, and options and customers that there are not [API-LIC-06]', async () => {
    const bundle = await optionOf(product(), { type: 'bundle' });
    const { prodOptionId } = product().access.products[0]!.options[0]!;
    for (const [body, status, code] of [
      [{ optionId: bundle.id }, 409, 'option_not_issuable'],
      [{ optionId: 'solo:99999' }, 404, 'not_found'],
      [{ optionId: `solo:${prodOptionId}`, customerId: 'solo:99999' }, 404, 'not_found'],
      [{}, 400, 'parameter_missing'],
      [{ optionId: `solo:${prodOptionId}`, status: 'active' }, 400, 'parameter_invalid'],
      [{ optionId: `solo:${prodOptionId}`, quanity: 1 }, 400, 'parameter_unknown'],
    ] as const) {
      const answer = await ask(product(), '/licenses', post(body));
      expect([body, answer.status, answer.body.code]).toEqual([body, status, code]);
    }
  });
}

function changing(product: () => Product): void {
  const change = (answer: Answer, body: object, headers = {}) =>
    ask(product(), `/licenses/${answer.body.id}`, patch(body, headers));

  it('changes named members with one event, and leaves the others [API-LIC-13, API-LIC-15, API-VERB-01]', async () => {
    const answer = await made(product());
    const { id } = await customerOf(product());
    const told = {
      ...{ customerId: id, quantity: 3, unitPrice: { amount: '5.00', currency: 'USD' }, currentVersion: '2.0' },
      ...{ licensee: { name: 'Bea', email: 'bea@example.com' }, licenseUpdate: 'silver', notes: 'n', isTrial: true },
      ...{ serialNumberText: `S-${Date.now()}`, isTest: true },
    };
    const changed = await change(answer, {
      ...told,
      counter: 4,
      expiry: { expiresAt: '2031-01-01T00:00:00+01:00' },
      activation: { deactivationsLeft: 1 },
      userFields: { text: ['a', null, 'c'] },
      customData: { format: 'json', value: '{"a":1}' },
    });
    expect(changed.body).toMatchObject({
      ...told,
      ...{ version: 2, key: told.serialNumberText, counter: 4, customData: { format: 'json', value: '{"a":1}' } },
      expiry: { expiresAt: '2030-12-31T23:00:00.000Z' },
      activation: { activationsLeft: 5, deactivationsLeft: 1 },
    });
    expect(changed.body).toEqual(await shown(product(), answer));
    const { data } = await product().native.events({ subject: answer.body.id });
    expect(data.length).toBe(2);
  });

  it('changes nothing when everything is so already [API-VERB-07]', async () => {
    const answer = await made(product(), { notes: 'n', licensee: { name: 'Ann' } });
    const same = { notes: 'n', licensee: { name: 'Ann' }, quantity: 1, userFields: { text: [null] }, isTest: false };
    for (const body of [same, {}]) {
      const again = await change(answer, body);
      expect([again.status, { ...again.body, secrets: answer.body.secrets }]).toEqual([200, answer.body]);
    }
  });

  it('adds increments of parallel callers up [API-LIC-17]', async () => {
    const answer = await made(product(), { counter: 0, expiry: { expiresAt: '2031-01-01T00:00:00Z' } });
    const step = { activation: { activationsLeft: { increment: 1 } }, counter: { increment: 2 } };
    const days = { expiry: { days: { increment: 1 } } };
    const all = await Promise.all(Array.from({ length: 10 }, () => change(answer, { ...step, ...days })));
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 200));
    expect(await shown(product(), answer)).toMatchObject({
      ...{ activation: { activationsLeft: 15 }, counter: 20 },
      expiry: { expiresAt: '2031-01-11T00:00:00.000Z' },
    });
  });

  it('applies a change whole or not at all [API-LIC-15]', async () => {
    const answer = await made(product());
    for (const impossible of [
      { activation: { activationsLeft: { increment: -6 } } },
      { counter: { increment: 1 } },
      { expiry: { days: { increment: 1 } } },
      { customerId: 'solo:99999' },
    ]) {
      const { status } = await change(answer, { notes: 'changed', ...impossible });
      expect([impossible, status >= 400]).toEqual([impossible, true]);
    }
    expect(await shown(product(), answer)).toMatchObject({ version: 1, notes: '' });
  });

  it('takes no serial number text with blanks around it, by which nothing would be found [API-ERR-03, SL-UAF-41]', async () => {
    const answer = await made(product());
    for (const serialNumberText of [' S-1', 'S-1 ', ' ', '']) {
      const refused = await change(answer, { serialNumberText });
      expect([refused.status, placesOf(refused)]).toEqual([400, ['/serialNumberText invalid']]);
    }
  });

  it('names every member that cannot be set [API-LIC-14]', async () => {
    const answer = await made(product());
    const readOnly = ['id', 'status', 'state', 'usable', 'version', 'createdAt', 'deletedAt', 'solo'];
    const refused = await change(answer, { ...Object.fromEntries(readOnly.map((name) => [name, null])), notes: 'x' });
    expect([refused.status, refused.body.code]).toEqual([400, 'parameter_invalid']);
    expect(placesOf(refused)).toEqual(readOnly.map((name) => `/${name} readOnly`).toSorted());
  });

  it('counts seats from their limit, and takes one of the two numbers at a time [API-LIC-16]', async () => {
    const answer = await made(product());
    const sold = { LicenseID: String(soloNumber(answer)), Password: secretOf(answer) };
    await product().activate(sold);
    await product().activate(sold, { UserCode2: 2 });
    const seats = async (limit: number | null) => (await change(answer, { seats: { limit } })).body.seats;
    expect(await seats(9)).toMatchObject({ limit: 9, used: 2, left: 7 });
    expect(await seats(1)).toMatchObject({ limit: 2, used: 2, left: 0 });
    expect(await seats(null)).toMatchObject({ limit: null, used: 2, left: null });
    const both = await change(answer, { seats: { limit: 3 }, activation: { activationsLeft: 1 } });
    expect([both.status, placesOf(both)]).toEqual([
      400,
      ['/activation/activationsLeft invalid', '/seats/limit invalid'],
    ]);
  });

  it('merges User Defined Fields by place, and null clears one [API-LIC-18]', async () => {
    const answer = await made(product());
    await change(answer, { userFields: { text: ['a', 'b'], integer: [1], date: ['2026-03-01T09:00:00'] } });
    const { body } = await change(answer, { userFields: { text: [null], integer: [] } });
    expect(body.userFields).toMatchObject({
      ...{ text: [null, 'b', ...Array<null>(8).fill(null)], integer: [1, null, null, null, null] },
      date: ['2026-03-01T09:00:00', null, null, null, null],
    });
    const long = await change(answer, { userFields: { text: ['x'.repeat(51)] } });
    expect([long.status, placesOf(long)]).toEqual([400, ['/userFields/text invalid']]);
  });

  it('keeps custom data of its format [API-LIC-19]', async () => {
    const answer = await made(product());
    const customData = { format: 'text', value: 'a & b' };
    expect((await change(answer, { customData })).body).toMatchObject({ customData });
    const json = await change(answer, { customData: { format: 'json', value: '{' } });
    expect([json.status, placesOf(json)]).toEqual([400, ['/customData/value invalid']]);
    expect(await shown(product(), answer)).toMatchObject({ customData, version: 2 });
  });

  it('is a test or a trial for good once it was activated [API-LIC-13]', async () => {
    const answer = await made(product());
    await product().activate({ LicenseID: String(soloNumber(answer)), Password: secretOf(answer) });
    const refused = await change(answer, { isTest: true });
    expect([refused.status, placesOf(refused)]).toEqual([400, ['/isTest invalid']]);
  });

  it('lets one of two writers with the same tag win, and a check-in spoils nothing [API-ETAG-03, API-ETAG-05]', async () => {
    const answer = await made(product());
    const tag = answer.headers.get('etag')!;
    await product().activate({ LicenseID: String(soloNumber(answer)), Password: secretOf(answer) });
    const both = await Promise.all(['a', 'b'].map((notes) => change(answer, { notes }, { 'if-match': tag })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const late = await change(answer, { notes: 'c' }, { 'if-match': tag });
    const { headers } = await ask(product(), `/licenses/${answer.body.id}`);
    expect([late.body.code, late.body.currentETag]).toEqual(['version_conflict', headers.get('etag')]);
    expect((await change(answer, { notes: 'd' }, { 'if-match': '*' })).status).toBe(200);
  });
}

function finding(product: () => Product): void {
  const lookup = (body: object) => ask(product(), '/licenses/lookup', post(body));

  it('is found by its key, within its product or where only one has it [API-LIC-12, API-REP-06]', async () => {
    const answer = await made(product());
    const key = String(answer.body.key).toLowerCase();
    for (const body of [{ key }, { key, productId: answer.body.productId }])
      expect((await lookup(body)).body).toEqual(await shown(product(), answer));
    for (const body of [{ key: 'nothing' }, { key: 'nothing', productId: answer.body.productId }])
      expect((await lookup(body)).status).toBe(404);
  });

  it('asks for the product where several have the key [API-LIC-12]', async () => {
    const other = await ask(product(), '/products', post({ name: 'Other' }));
    const option = { productId: other.body.id, name: 'One', type: 'activationCode' };
    const { body } = await ask(product(), '/options', post(option));
    const key = `TWICE-${Date.now()}`;
    const [, second] = [await made(product(), { key }), await made(product(), { key, optionId: body.id })];
    const refused = await lookup({ key });
    expect([refused.status, refused.body.code, placesOf(refused)]).toEqual([
      400,
      'parameter_missing',
      ['/productId required'],
    ]);
    expect((await lookup({ key, productId: other.body.id })).body.id).toBe(second.body.id);
  });
}

import { remedies } from '@licet/contracts';
import { eventually } from '@licet/testing';
import { post, withKey } from './access.suite.ts';
import { type Answer, type Body, ask, placesOf } from './native-answers.suite.ts';
import { type MadeOption, type Product, type Sold, inParallel, optionOf, tally } from './product.suite.ts';

const idForm = /^ins_[0-9a-hjkmnp-tv-z]{26}_[0-9a-hjkmnp-tv-z]{26}$/;
const machine = (n: number) => `<M><I><Name>cpu</Name><Type>id</Type><Value>${n}</Value></I></M>`;

/** Staff who look after the machines of a license, and what its programs see of it. */
export function installations(product: () => Product): void {
  describe('installations of a license', () => {
    changing(product);
    reading(product);
  });
}

interface Installed {
  license: Sold;
  /** As the program knows it, and as staff do. */
  installationId: string;
  id: string;
}

const install = async (product: Product, fields: object = {}, sent: object = {}): Promise<Installed> =>
  installOn(product, await product.add({ LicenseCounter: 9, ...fields }), sent);

async function installOn(product: Product, license: Sold, sent: object = {}): Promise<Installed> {
  const activated = await product.activate(license, { InstallationName: 'WS-14', ...sent });
  if (activated.code !== 0) throw new Error(`ActivateInstallation answered ${activated.code}`);
  const { body } = await ask(product, `/licenses/solo:${license.LicenseID}?include=installations`);
  return { license, installationId: activated.fields.InstallationID!, id: (body.installations as Body[])[0]!.id };
}

const to = (product: Product, { id }: Pick<Installed, 'id'>, status: string, more: object = {}): Promise<Answer> =>
  ask(product, `/installations/${id}/transitions`, post({ to: status, ...more }));

/** What InfoCheck tells of a license: Activations Left, Deactivations Left, License Counter, and all the rest. */
async function infoOf({ solo }: Product, license: Sold) {
  const { RemainingActivations, RemainingDeactivations, ...rest } = (await solo.infoCheck({ ...license })).fields;
  delete rest.ServerDateTime;
  return { counts: [Number(RemainingActivations), Number(RemainingDeactivations)], rest };
}

const told = ({ status, body }: Answer) => [status, status < 300 ? body.status : body.code];

function changing(product: () => Product): void {
  const option = (activation: object): Promise<MadeOption> => optionOf(product(), { activation });

  it('deactivated by staff: gives the activation back, takes a deactivation, and nothing else; its program gets 5016 [IN-05, AMB-50, API-INS-15, API-INS-16]', async () => {
    const installed = await install(product());
    const { license, installationId } = installed;
    const before = await infoOf(product(), license);
    const answer = await to(product(), installed, 'deactivated', { reason: 'replaced', note: 'Ticket 7' });
    expect(told(answer)).toEqual([200, 'deactivated']);
    expect(answer.body).toMatchObject({ endReason: 'staff', version: 2 });
    expect(answer.headers.get('etag')).toBe('"2"');
    const after = await infoOf(product(), license);
    expect([before.counts, after.counts]).toEqual([
      [4, 5],
      [5, 4],
    ]);
    expect(after.rest).toEqual(before.rest);
    const [checked, again] = [await product().check(installationId), await deactivate(installationId)];
    expect([checked.code, again.code]).toEqual([5016, 5016]);
    expect(Date.parse(checked.fields.DeactivatedDate!)).toBe(
      Math.floor(Date.parse(String(answer.body.endedAt)) / 1000) * 1000,
    );
    const repeated = await to(product(), installed, 'deactivated');
    expect([told(repeated), repeated.body.version]).toEqual([[200, 'deactivated'], 2]);
    expect((await infoOf(product(), license)).counts).toEqual([5, 4]);
  });

  const deactivate = (InstallationID: string) => product().solo.deactivate(product().keyId, { InstallationID });

  it.each(['deactivated', 'banned'])(
    '%s by staff only while a deactivation is left, unless they waive it; the refusal tells its checks [IN-05, AMB-50, API-INS-15, API-ERR-04]',
    async (status) => {
      const installed = await install(product(), { DeactivationCount: 0 });
      const refused = await to(product(), installed, status);
      expect(told(refused)).toEqual([409, 'no_deactivations_left']);
      expect(refused.body.checks).toEqual([
        { rule: 'transition', passed: true, facts: { from: 'active', to: status } },
        {
          ...{ rule: 'deactivations', passed: false, code: 'no_deactivations_left', facts: { left: 0 } },
          fix: remedies.no_deactivations_left,
        },
      ]);
      expect((await product().check(installed.installationId)).code).toBe(0);
      expect((await infoOf(product(), installed.license)).counts).toEqual([4, 0]);
      expect(told(await to(product(), installed, status, { takesDeactivation: false }))).toEqual([200, status]);
      expect((await infoOf(product(), installed.license)).counts).toEqual([5, 0]);
    },
  );

  it('banned by staff: 5016 on check, deactivation and activation, until the ban is lifted; one that is deactivated may return [IN-06, API-INS-17, SA-ACT-22, SA-ACT-70, SA-CHK-25, SA-DEA-24]', async () => {
    const { prodOptionId } = await option({ sameMachineFree: true });
    const installed = await install(product(), { ProdOptionID: prodOptionId }, { ActivationData: machine(1) });
    const { license, installationId } = installed;
    const { activate, check } = product();
    const come = async () => (await activate(license, { ActivationData: machine(1) })).code;
    const banned = await to(product(), installed, 'banned', { reason: 'stolen' });
    expect([told(banned), banned.body.endReason]).toEqual([[200, 'banned'], 'banned']);
    expect((await infoOf(product(), license)).counts).toEqual([5, 4]);
    const named = await activate(license, { ActivationData: machine(2), InstallationID: installationId });
    expect([await come(), named.code]).toEqual([5016, 5016]);
    expect([(await check(installationId)).code, (await deactivate(installationId)).code]).toEqual([5016, 5016]);
    expect((await activate(license, { ActivationData: machine(2) })).code).toBe(0);
    expect(told(await to(product(), installed, 'deactivated'))).toEqual([409, 'transition_not_allowed']);
    expect((await infoOf(product(), license)).counts).toEqual([4, 4]);
    expect(told(await to(product(), installed, 'active'))).toEqual([200, 'active']);
    expect([await come(), (await check(installationId)).code]).toEqual([0, 0]);
    expect((await infoOf(product(), license)).counts).toEqual([3, 4]);
    await to(product(), installed, 'deactivated');
    expect([await come(), (await check(installationId)).code]).toEqual([0, 5016]);
    expect((await infoOf(product(), license)).counts).toEqual([3, 3]);
  });

  it('made active again by staff while an activation is left: takes it and no deactivation [IN-05, API-INS-15]', async () => {
    const installed = await install(product(), { ActivationCount: 1 });
    const { license, installationId } = installed;
    await to(product(), installed, 'deactivated');
    await installOn(product(), license);
    expect(told(await to(product(), installed, 'active'))).toEqual([409, 'no_activations_left']);
    expect((await product().check(installationId)).code).toBe(5016);
    await product().change(license, { ActivationsIncrement: 1 });
    expect(told(await to(product(), installed, 'active'))).toEqual([200, 'active']);
    expect((await infoOf(product(), license)).counts).toEqual([0, 4]);
    expect((await product().check(installationId)).code).toBe(0);
  });

  it('are more when more activations were bought for the same license [IN-07]', async () => {
    const license = await product().add({ ActivationCount: 1 });
    const { activate, change } = product();
    expect([(await activate(license)).code, (await activate(license)).code]).toEqual([0, 5013]);
    expect((await change(license, { ActivationsIncrement: 2 })).code).toBe(0);
    const codes = [(await activate(license)).code, (await activate(license)).code, (await activate(license)).code];
    expect(codes).toEqual([0, 0, 5013]);
  });

  it('without InstallationID are activations of which nobody can deactivate a single one [IN-04]', async () => {
    const { prodOptionId } = await option({ issueInstallationId: false });
    const license = await product().add({ ProdOptionID: prodOptionId });
    expect((await product().activate(license)).code).toBe(0);
    const list = await ask(product(), `/installations?licenseId=solo:${license.LicenseID}`);
    expect(list.body.data).toEqual([]);
    const shown = await ask(product(), `/licenses/solo:${license.LicenseID}?include=installations`);
    expect(shown.body).toMatchObject({ installations: [], seats: { used: 1, anonymous: 1 } });
  });

  it('are changed by who has Manage Installations, SOLO permission or scope, and by nobody else [PERM-16]', async () => {
    const installed = await install(product());
    const without = await withKey(product(), { scopes: ['installations:read', 'licenses:write', 'licenses:status'] });
    const having = await withKey(product(), { scopes: ['installations:write'] });
    for (const status of ['deactivated', 'active', 'banned']) {
      const refused = await to(without.product, installed, status);
      expect([told(refused), String(refused.body.detail)]).toEqual([
        [403, 'scope_missing'],
        'The key lacks the scope installations:write.',
      ]);
    }
    expect((await infoOf(product(), installed.license)).counts).toEqual([4, 5]);
    expect(told(await to(having.product, installed, 'deactivated'))).toEqual([200, 'deactivated']);
  });

  it('of which one deactivation is left are given back by one of many at once', async () => {
    const license = await product().add({ DeactivationCount: 1 });
    const all = [await installOn(product(), license), await installOn(product(), license)];
    const [first, second] = all as [Installed, Installed];
    const codes = await inParallel(12, 12, async (i) =>
      i % 3 === 0
        ? String((await deactivate(second.installationId)).code)
        : String(told(await to(product(), i % 3 === 1 ? first : second, 'deactivated'))[1]),
    );
    const { counts } = await infoOf(product(), license);
    expect(counts).toEqual([4, 0]);
    expect(Object.keys(tally(codes)).toSorted()).not.toContain('undefined');
    await eventually(async () => {
      const path = `/installations?licenseId=solo:${license.LicenseID}&status=active`; // what programs do is listed a moment later
      expect((await ask(product(), path)).body.data).toHaveLength(1);
    });
  });

  it('are changed in the version that is known, once under one Idempotency-Key, and not on a read-only account [API-ETAG-03, API-IDEM-02, AUTH-15]', async () => {
    const installed = await install(product());
    const path = `/installations/${installed.id}/transitions`;
    const send = (status: string, headers: Record<string, string>) =>
      ask(product(), path, { method: 'POST', body: { to: status }, headers });
    expect(told(await send('banned', { 'if-match': '"7"' }))).toEqual([412, 'version_conflict']);
    const key = { 'idempotency-key': `ban ${installed.id}`.replaceAll(' ', '-'), 'if-match': '"1"' };
    const [first, repeat] = [await send('banned', key), await send('banned', key)];
    expect([told(first), repeat.text, repeat.headers.get('idempotency-replayed')]).toEqual([
      [200, 'banned'],
      first.text,
      'true',
    ]);
    await ask(product(), '/account', { method: 'PATCH', body: { readOnly: true } });
    expect(told(await to(product(), installed, 'active'))).toEqual([403, 'account_read_only']);
    await ask(product(), '/account', { method: 'PATCH', body: { readOnly: false } });
    expect((await infoOf(product(), installed.license)).counts).toEqual([5, 4]);
  });
}

function reading(product: () => Product): void {
  it('are listed and read by license, customer and status, and each tells its machine [API-LIST-01, API-REP-04]', async () => {
    const made = await ask(product(), '/customers', post({ lastName: 'Owner' }));
    const { customerId } = made.body.solo as { customerId: number };
    const installed = await install(product(), { CustomerID: customerId }, { ActivationData: machine(3) });
    const { license, id } = installed;
    const second = await installOn(product(), license, { InstallationName: 'Büro' });
    await product().check(installed.installationId);
    const of = async (query: string) => {
      const answer = await ask(product(), `/installations?${query}`);
      return answer.body.data.map((it: Body) => it.id);
    };
    await eventually(async () => {
      expect(await of(`licenseId=solo:${license.LicenseID}`)).toEqual([second.id, id]);
    });
    expect(await of(`customerId=${made.body.id}`)).toEqual([second.id, id]);
    expect(await of(`customerId=${made.body.id}&limit=1`)).toEqual([second.id]);
    await to(product(), second, 'banned');
    expect(await of(`customerId=${made.body.id}&status=banned`)).toEqual([second.id]);
    expect(await of(`customerId=${made.body.id}&status=active`)).toEqual([id]);
    const one = await ask(product(), `/installations/${id}`);
    expect(one.body).toEqual({
      id: expect.stringMatching(idForm) as string,
      object: 'installation',
      createdAt: one.body.activatedAt,
      updatedAt: one.body.lastCheckAt,
      version: 2,
      licenseId: (await ask(product(), `/licenses/solo:${license.LicenseID}`)).body.id,
      status: 'active',
      machine: { name: 'WS-14', fingerprintHash: expect.stringMatching(/^[\w-]{43}$/) as string },
      appVersion: null,
      activatedAt: expect.any(String) as string,
      lastCheckAt: expect.any(String) as string,
      endedAt: null,
      endReason: null,
    });
    const { body } = await ask(product(), `/licenses/solo:${license.LicenseID}?include=installations`);
    expect((body.installations as Body[]).map((it) => it.id)).toEqual([second.id, id]);
  });

  it('tell how their status has changed, why and by whom, newest first [API-VERB-03, API-AUD-02]', async () => {
    const installed = await install(product());
    await to(product(), installed, 'banned', { reason: 'stolen', note: 'Ticket 7' });
    await to(product(), installed, 'active');
    await product().solo.deactivate(product().keyId, { InstallationID: installed.installationId });
    const list = async (query = '') =>
      (await ask(product(), `/installations/${installed.id}/transitions${query}`)).body.data;
    await eventually(async () => {
      expect(await list()).toHaveLength(3);
    });
    expect(await list()).toMatchObject([
      { object: 'transition', from: 'active', to: 'deactivated', by: { kind: 'installation' } },
      { from: 'banned', to: 'active', reason: '', note: '', by: { kind: 'key' } },
      { from: 'active', to: 'banned', reason: 'stolen', note: 'Ticket 7', by: { kind: 'key' } },
    ]);
    expect(await list('?to=banned')).toHaveLength(1);
    const events = await product().native.events({ subject: installed.id, limit: '10' });
    expect(events.data.map(({ type }) => type)).toEqual([
      ...['InstallationActivated', 'InstallationBanned', 'InstallationReactivated', 'InstallationDeactivated'],
    ]);
    expect(JSON.stringify(events.data)).not.toMatch(/stolen|Ticket/);
  });

  it('are unknown by any other id, and to keys for test licenses where the license is none [API-ERR-06, API-KEY-06]', async () => {
    const { id } = await install(product());
    const other = await install(product());
    const [, license] = id.split('_');
    const [, , own] = other.id.split('_');
    for (const wrong of [`ins_${license}_${own}`, `ins_${license}`, 'solo:1', `${id}_${own}`])
      expect((await ask(product(), `/installations/${wrong}`)).status).toBe(404);
    const test = await withKey(product(), { mode: 'test', scopes: ['installations:read', 'installations:write'] });
    expect((await ask(test.product, `/installations/${id}`)).status).toBe(404);
    expect((await to(test.product, { id }, 'banned')).status).toBe(404);
    const { data } = (await ask(test.product, '/installations?limit=200')).body;
    expect(data.map((it) => it.id)).not.toContain(id);
    expect(told(await ask(product(), `/installations/${id}`))).toEqual([200, 'active']);
  });

  it('are not changed to or asked for what there is not [API-REP-11, API-LIST-07]', async () => {
    const installed = await install(product());
    const wrong = await to(product(), installed, 'gone', { why: 'x' });
    expect([wrong.status, placesOf(wrong)]).toEqual([400, ['/to invalid', '/why unknown']]);
    expect(told(await ask(product(), '/installations?colour=red'))).toEqual([400, 'filter_unknown']);
  });

  it('are listed to who may read them only', async () => {
    const { id } = await install(product());
    const without = await withKey(product(), { scopes: ['installations:write', 'licenses:read'] });
    for (const path of ['/installations', `/installations/${id}`, `/installations/${id}/transitions`])
      expect(told(await ask(without.product, path))).toEqual([403, 'scope_missing']);
  });
}

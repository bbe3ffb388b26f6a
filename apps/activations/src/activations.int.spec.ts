import { firstPage, ListAttempts, ListBalanceEntries, newUuid, WouldHold } from '@licet/contracts';
import { jest } from '@jest/globals';
import { eventually } from '@licet/testing';
import type { Owners } from './testing/owners.ts';
import { codeOf, type RunningActivations, valueOf } from './testing/running-activations.ts';
import { type TwoPods, runTwoPods } from './testing/two-pods.ts';

let pods: TwoPods;
let owners: Owners;
let pod: RunningActivations;
let other: RunningActivations;

beforeAll(async () => {
  pods = await runTwoPods();
  ({ owners, pod, other } = pods);
});
afterAll(() => pods.close());
beforeEach(() => {
  owners.away.clear();
});

const podOf = (i: number) => (i % 2 === 0 ? pod : other);
const machine = (n: number) => ({ xml: `<m>${n}</m>`, identifiers: [`["cpu","id","${n}"]`], malformed: false });
const many = <T>(count: number, each: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => each(i)));

describe('seats of a license', () => {
  it('for five go to exactly five of 64 machines that ask at once [SA-ACT-40, API-INS-06, SYS-02]', async () => {
    const { licenseId } = await owners.addLicense({ activationsLeft: 5 });
    const replies = await many(64, (i) => pod.activate({ licenseId, activationData: machine(i), userCode2: i }));
    expect(replies.filter(({ ok }) => ok)).toHaveLength(5);
    expect(replies.filter((reply) => codeOf(reply) === 'no_activations_left')).toHaveLength(59);
    const left = replies.flatMap((reply) => (reply.ok ? [reply.value.activationsLeft] : [])).sort();
    expect(left).toEqual([0, 1, 2, 3, 4]);
    expect(await pod.ledger(licenseId)).toMatchObject({ activationsLeft: 0, seatsInUse: 5 });
  });

  it('are not oversold by two pods that decide at the same time, and all agree with the record [SA-ACT-40, SYS-02, design 1.2]', async () => {
    const { licenseId } = await owners.addLicense({ activationsLeft: 20 });
    const asked = await many(120, async (i) => {
      const reply = await podOf(i)
        .activate({ licenseId })
        .catch(() => undefined);
      return reply?.ok ? reply.value.installationId : undefined;
    });
    const granted = asked.filter((installationId) => installationId !== undefined);
    const [here, there] = await Promise.all([pod.ledger(licenseId), other.ledger(licenseId)]);
    expect(here).toEqual(there);
    expect(here.seatsInUse).toBe(granted.length);
    expect(here).toMatchObject({ activationsLeft: 20 - granted.length });
    expect(new Set(granted).size).toBe(granted.length);
    const checks = await Promise.all(granted.map((id, i) => podOf(i).check(id)));
    expect(checks.every(({ ok }) => ok)).toBe(true);
  });

  it('are taken once by one machine that asks 32 times at once where the option lets it have the same again [SA-ACT-89, API-INS-05]', async () => {
    const { licenseId } = await owners.addLicense({ optionId: 2002, activationsLeft: 1 });
    const replies = await many(32, () => pod.activate({ licenseId, activationData: machine(1) }));
    expect(new Set(replies.map((reply) => valueOf(reply).installationId)).size).toBe(1);
    expect(await pod.ledger(licenseId)).toMatchObject({ activationsLeft: 0, seatsInUse: 1 });
  });

  it('come back with a deactivation, once, and serve another machine at once on every pod [SA-DEA-07, SA-DEA-12]', async () => {
    const { licenseId } = await owners.addLicense({ activationsLeft: 1 });
    const { installationId } = valueOf(await pod.activate({ licenseId }));
    expect(codeOf(await other.activate({ licenseId }))).toBe('no_activations_left');
    const replies = await many(4, (i) => podOf(i).deactivate(installationId));
    expect(replies.map(codeOf).sort()).toEqual([
      'installation_deactivated',
      'installation_deactivated',
      'installation_deactivated',
      'ok',
    ]);
    expect(codeOf(await pod.check(installationId))).toBe('installation_deactivated');
    expect(codeOf(await other.activate({ licenseId }))).toBe('ok');
  });
});

describe('an activation', () => {
  it('answers what the license says [SA-ACT-28 … SA-ACT-38]', async () => {
    const { licenseId } = await owners.addLicense({ quantity: 3, licenseUpdate: 'text', isTest: true });
    const value = valueOf(await pod.activate({ licenseId, name: 'WS-14' }, { address: '192.0.2.1' }));
    expect(value).toMatchObject({
      ...{ licenseId, product: 'Example Editor Single user', quantity: 3, licenseUpdate: 'text', activationsLeft: 4 },
      ...{ expiresAt: null, activationPassword: 'secret', isTest: true },
    });
    expect(value.installationId).toMatch(new RegExp(`^${licenseId.toString(32)}-[0-9a-v]{26}$`));
  });

  it('sent again under its command id is the same one [design 3, receipts]', async () => {
    const { licenseId } = await owners.addLicense();
    const commandId = newUuid();
    const first = valueOf(await pod.activate({ licenseId }, { commandId }));
    expect(valueOf(await other.activate({ licenseId }, { commandId }))).toEqual(first);
    expect(await pod.ledger(licenseId)).toMatchObject({ seatsInUse: 1 });
  });

  it('of a license that this service has not heard of asks its owner [design 4]', async () => {
    const { licenseId } = await owners.addLicense();
    expect(codeOf(await pod.activate({ licenseId }))).toBe('ok');
    expect(codeOf(await pod.activate({ licenseId: 999_999 }))).toBe('credential_invalid');
  });

  it('is unavailable, never refused, when nobody can say whether the license exists; known ones go on [SYS-07, SA-GEN-16, design 1.6]', async () => {
    const { licenseId } = await owners.addLicense({ optionId: 2002 });
    const { installationId } = valueOf(await pod.activate({ licenseId }));
    owners.away.add('licenses').add('customers');
    await expect(pod.activate({ licenseId: 999_998 })).rejects.toMatchObject({ code: 'unavailable' });
    await expect(pod.check('uue-00000000000000000000000000')).rejects.toMatchObject({ code: 'unavailable' });
    await expect(pod.activate({ licenseId, password: 'wrong' })).rejects.toMatchObject({ code: 'unavailable' });
    expect(codeOf(await pod.activate({ licenseId }))).toBe('ok');
    expect(codeOf(await pod.check(installationId))).toBe('ok');
  });

  it('passes with the customer password, which is asked for once a minute [PWD-07]', async () => {
    const { licenseId } = await owners.addLicense();
    const asked = () => owners.asked.filter((name) => name === 'VerifyCustomerPassword').length;
    const before = asked();
    for (let i = 0; i < 3; i++)
      expect(codeOf(await pod.activate({ licenseId, password: 'customer secret' }))).toBe('ok');
    expect(asked() - before).toBe(1);
    const password = { verifier: 'scrypt|x', sealed: 's1|customers/customer-3001|AAAA', chosenByCustomer: true };
    owners.customerPassword = 'another';
    await owners.tell('customer-3001', {
      type: 'CustomerPasswordChanged',
      data: { customerId: 3001, authorId: 1, password },
    });
    await eventually(
      async () => codeOf(await pod.activate({ licenseId, password: 'customer secret' })) === 'credential_invalid',
    );
  });

  it('asks whether the customer is registered only when a rule does [SA-ACT-62]', async () => {
    const customer = { customerId: 3007, authorId: 1, registered: false };
    await owners.tell('customer-3007', { type: 'CustomerRegistered', data: customer });
    const { licenseId } = await owners.addLicense({ customerId: 3007 });
    expect(codeOf(await pod.activate({ licenseId }))).toBe('ok');
    await eventually(
      async () => codeOf(await pod.activate({ licenseId, requireRegistration: true })) === 'customer_unregistered',
    );
    await owners.tell('customer-3007', { type: 'CustomerRegistered', data: { ...customer, registered: true } });
    await eventually(async () => codeOf(await pod.activate({ licenseId, requireRegistration: true })) === 'ok');
  });

  it('shuts out an address after a hundred wrong answers on a license, also with the right password, and records of its attempts why [SA-ACT-58, API-DRY-09]', async () => {
    const { licenseId } = await owners.addLicense({ customerId: null });
    const address = '198.51.100.7';
    const codes = await many(100, async () =>
      codeOf(await pod.activate({ licenseId, password: 'wrong' }, { address })),
    );
    expect(new Set(codes)).toEqual(new Set(['credential_invalid']));
    expect(codeOf(await pod.activate({ licenseId }, { address }))).toBe('address_locked');
    expect(codeOf(await pod.activate({ licenseId }, { address: '198.51.100.8' }))).toBe('ok');
    const attempts = valueOf(await pod.send(ListAttempts, { licenseId, limit: 200, kind: 'refused', after: null }));
    expect(attempts).toHaveLength(20);
    expect(attempts[0]).toMatchObject({ code: 'credential_invalid', attempt: 'activation', address });
    expect(attempts[0]!.checks.at(-1)).toEqual({ rule: 'credential', passed: false, code: 'credential_invalid' });
    const rest = valueOf(await pod.send(ListAttempts, { licenseId, limit: 200, kind: 'refused', after: 3 }));
    expect(rest.map(({ version }) => version)).toEqual([2, 1]);
  });
});

describe('an address that the account denies', () => {
  const [denied, allowed] = ['198.51.100.77', '198.51.100.78'];
  const set = (deniedAddresses: string[] | null) =>
    owners.tell('author-1', {
      type: 'AccountUpdated',
      data: { authorId: 1, changes: {}, settings: { deniedAddresses }, at: new Date().toISOString() },
    });
  afterAll(() => set(null));

  it('activates nothing, and its attempts on licenses that there are are recorded [AMB-14, SA-ACT-74, SA-GEN-18]', async () => {
    const { licenseId } = await owners.addLicense();
    await set([denied]);
    const from = (address: string, change: object = {}) => pod.activate({ licenseId, ...change }, { address });
    await eventually(async () => codeOf(await from(denied)) === 'address_not_allowed');
    expect(codeOf(await from(denied, { password: 'wrong' }))).toBe('address_not_allowed');
    expect(codeOf(await from(denied, { licenseId: 999_999 }))).toBe('address_not_allowed');
    expect(codeOf(await from(allowed))).toBe('ok');
    const attempts = valueOf(await pod.send(ListAttempts, { licenseId, limit: 200, kind: 'refused', after: null }));
    expect(attempts.length).toBeGreaterThanOrEqual(2);
    expect(attempts[0]).toMatchObject({ code: 'address_not_allowed', attempt: 'activation', address: denied });
  });
});

describe('a serial number', () => {
  const bySerial = (serialNumber: string, productIds = [1001]) => ({
    licenseId: null,
    password: null,
    serialNumber,
    productIds,
  });

  it('finds its license, letter case ignored, the new one at once and the old one no longer [SL-UAF-41, SA-ACT-05, SA-ACT-08]', async () => {
    const { licenseId, key } = await owners.addLicense({ key: 'Serial-A' });
    expect(valueOf(await pod.activate(bySerial('sERIAL-a'))).licenseId).toBe(licenseId);
    const at = await owners.change(licenseId, { serialNumberText: { before: '', after: 'Serial-B', keyBefore: key } });
    await pod.send(WouldHold, { licenseId, after: at });
    expect(valueOf(await other.activate(bySerial('serial-b'))).licenseId).toBe(licenseId);
    expect(codeOf(await pod.activate(bySerial('serial-a')))).toBe('credential_invalid');
    expect(codeOf(await pod.activate(bySerial('serial-b', [7])))).toBe('product_mismatch');
  });

  it('passes from one license to another, in whatever order their events come [SL-UAF-41]', async () => {
    const pairs = await many(8, async (i) => {
      const serial = `pass-${i}`;
      const first = await owners.addLicense({ key: serial });
      const gone = { serialNumberText: { before: '', after: `gone-${i}`, keyBefore: serial } };
      await owners.change(first.licenseId, gone);
      const second = await owners.addLicense();
      const at = await owners.change(second.licenseId, {
        serialNumberText: { before: '', after: serial, keyBefore: second.key },
      });
      return { serial, second: second.licenseId, at };
    });
    for (const { serial, second, at } of pairs) {
      await pod.send(WouldHold, { licenseId: second, after: at });
      expect(valueOf(await pod.activate(bySerial(serial))).licenseId).toBe(second);
    }
  });
});

describe('changes by the owner of licenses', () => {
  it('reach the ledger exactly once, also when the policy died between append and position [design 4]', async () => {
    const { licenseId } = await owners.addLicense({ activationsLeft: 1 });
    let at = await owners.change(licenseId, { activationsLeft: { add: 2 } });
    for (let i = 0; i < 5; i++) at = await owners.change(licenseId, { activationsLeft: { add: 1 } });
    await pod.send(WouldHold, { licenseId, after: at });
    // What a crash leaves: the events are in the ledger, the position is not.
    await pod.store.pool.query(
      `update consumer_position set position = 0, cursor = null where consumer = 'activations-fold-terms'`,
    );
    const third = await pods.another();
    await eventually(() => third.ready());
    expect(await third.ledger(licenseId)).toMatchObject({ activationsLeft: 8 });
    const events = await third.store.readStream(`ledger-${licenseId}`);
    expect(events.map(({ type }) => type)).toEqual(['LedgerOpened', ...Array<string>(6).fill('TermsChanged')]);
    await third.close();
  });

  it('end installations once, in the append of the change, also when the policy died behind it [API-LIC-20, design 4]', async () => {
    const { licenseId } = await owners.addLicense({ activationsLeft: 2, deactivationsLeft: 3 });
    for (const i of [0, 1]) expect((await podOf(i).activate({ licenseId })).ok).toBe(true);
    const at = await owners.change(licenseId, { endInstallations: { takesDeactivation: true } });
    const told = valueOf(
      await pod.send(WouldHold, { licenseId, after: at, endInstallations: { takesDeactivation: true } }),
    );
    expect(told).toMatchObject({ holds: true, activeInstallations: 0 });
    expect((await other.activate({ licenseId })).ok).toBe(true);
    await pod.store.pool.query(
      `update consumer_position set position = 0, cursor = null where consumer = 'activations-fold-terms'`,
    );
    const third = await pods.another();
    await eventually(() => third.ready());
    expect(await third.ledger(licenseId)).toMatchObject({ activationsLeft: 1, deactivationsLeft: 3, seatsInUse: 1 });
    const types = (await third.store.readStream(`ledger-${licenseId}`)).map(({ type }) =>
      type.replace('Installation', ''),
    );
    expect(types).toEqual([
      ...['LedgerOpened', 'Activated', 'Activated', 'TermsChanged', 'Deactivated', 'Deactivated', 'Activated'],
    ]);
    await third.close();
  });

  it('and activations at the same time lose nothing [SL-UAF-28]', async () => {
    const { licenseId } = await owners.addLicense({ activationsLeft: 30 });
    const [positions, replies] = await Promise.all([
      many(10, () => owners.change(licenseId, { activationsLeft: { add: 1 } })),
      many(20, (i) =>
        podOf(i)
          .activate({ licenseId })
          .catch(() => undefined),
      ),
    ]);
    const last = positions.reduce((a, b) => (a.position > b.position ? a : b));
    expect(valueOf(await pod.send(WouldHold, { licenseId, after: last }))).toMatchObject({ holds: true });
    const granted = replies.filter((reply) => reply?.ok).length;
    expect(await other.ledger(licenseId)).toMatchObject({ activationsLeft: 40 - granted, seatsInUse: granted });
  });

  it('are waited for before a sum is judged [SL-UAF-22, design 4]', async () => {
    const { licenseId } = await owners.addLicense({ activationsLeft: 1 });
    const after = await owners.change(licenseId, { activationsLeft: { set: 3 } });
    const request = { licenseId, after };
    const three = { activationsLeft: { add: -3 } };
    expect(valueOf(await pod.send(WouldHold, { ...request, ...three }))).toMatchObject({
      holds: true,
      activationsLeft: 3,
    });
    expect(valueOf(await pod.send(WouldHold, { ...request, activationsLeft: { add: -4 } }))).toMatchObject({
      holds: false,
    });
    expect(valueOf(await pod.send(WouldHold, { ...request, counter: { add: 1 } }))).toMatchObject({ holds: false });
  });

  it('show at once in the next check [SA-CHK-12, ST-17]', async () => {
    const { licenseId } = await owners.addLicense();
    const { installationId } = valueOf(await pod.activate({ licenseId }));
    const status = {
      before: { status: 'active', reason: null },
      after: { status: 'revoked', reason: 'fraud' },
    } as const;
    const revoked = await owners.change(licenseId, { status });
    await pod.send(WouldHold, { licenseId, after: revoked });
    expect(await other.check(installationId)).toMatchObject({
      refusal: { code: 'license_status_invalid', facts: { status: 'FRD' } },
    });
    const back = await owners.change(licenseId, {
      status: { before: status.after, after: status.before },
      licenseUpdate: 'new',
    });
    await pod.send(WouldHold, { licenseId, after: back });
    expect(valueOf(await other.check(installationId, '4.2.0.1'))).toMatchObject({
      licenseUpdate: 'new',
      remainingActivations: 4,
    });
  });
});

describe('movements of a balance', () => {
  it('are listed without reading the checks of the ledger [API-BAL-04]', async () => {
    const { licenseId } = await owners.addLicense({ activationsLeft: 5, counter: 0 });
    const { installationId } = valueOf(await pod.activate({ licenseId }));
    await many(3, () => pod.check(installationId));
    const changed = await owners.change(licenseId, { counter: { set: 4 } });
    await pod.send(WouldHold, { licenseId, after: changed });
    const whole = jest.spyOn(pod.store, 'readStream');
    const reply = await pod.send(ListBalanceEntries, { authorId: 1, licenseId, name: 'counter', query: firstPage });
    expect(valueOf(reply).items.map(({ kind, amount }) => [kind, amount])).toEqual([['change', 4]]);
    expect(whole).not.toHaveBeenCalled();
  });
});

describe('the record', () => {
  it('holds no text of a person or secret in clear [design 1.7]', async () => {
    const { licenseId } = await owners.addLicense();
    const secrets = { name: 'Fridas Rechner', relatedInstallationId: 'related-id' };
    const data = { xml: '<m>Friedas Kennung</m>', identifiers: ['Friedas Platte'], malformed: false };
    const { installationId } = valueOf(
      await pod.activate({ licenseId, ...secrets, activationData: data }, { address: '203.0.113.9' }),
    );
    await pod.check(installationId);
    await pod.activate({ licenseId, password: 'falsches Wort' }, { address: '203.0.113.9' });
    const streams = await Promise.all(
      [`ledger-${licenseId}`, `attempts-${licenseId}`].map((id) => pod.store.readStream(id)),
    );
    const record = JSON.stringify(streams);
    expect(streams.flat()).toHaveLength(4);
    for (const clear of ['Frid', 'Fried', 'related-id', 'secret', 'falsches', '203.0.113.9', String(installationId)])
      expect(record).not.toContain(clear);
  });
});

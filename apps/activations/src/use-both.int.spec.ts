import {
  type Claim,
  EnterBalance,
  EnterCredits,
  GetCredits,
  LicensePurged,
  commandIdOf,
  newUuid,
  objectUuid,
} from '@licet/contracts';
import type { Write } from '@licet/event-store';
import { eventually } from '@licet/testing';
import type { Owners } from './testing/owners.ts';
import { type RunningActivations, codeOf, valueOf } from './testing/running-activations.ts';
import { type TwoPods, runTwoPods } from './testing/two-pods.ts';

let pods: TwoPods;
let owners: Owners;
let pod: RunningActivations;
let other: RunningActivations;
let lastCustomer = 3500;

beforeAll(async () => {
  pods = await runTwoPods();
  ({ owners, pod, other } = pods);
}, 120_000);
afterAll(() => pods.close());

const issued = (initial: number) => [{ name: 'Exports', initial, refillDays: null }];
/** A license with credits of its own, and a customer with his. */
async function pair(own: number, his: number) {
  const customerId = ++lastCustomer;
  const { licenseId } = await owners.addLicense({ customerId, balances: issued(own) });
  if (his > 0) await pod.send(EnterCredits, { authorId: 1, customerId, name: 'Exports', amount: his, reason: '' });
  return { licenseId, customerId };
}
const consume = (licenseId: number, amount: number, on = pod, commandId: string = newUuid()) =>
  on.send(
    EnterBalance,
    { authorId: 1, licenseId, name: 'Exports', amount: -amount, reason: '', target: 'all' },
    { commandId },
  );
const unfinished = async () => (await pod.store.holdersIn('openBalanceUse', { after: '', limit: 10 })).length;
const ownLeft = async (licenseId: number) => (await pod.ledger(licenseId)).balances[0]?.amount;
const hisLeft = async (customerId: number) =>
  valueOf(await pod.send(GetCredits, { authorId: 1, customerId })).balances[0]?.amount;
const sumOf = async (stream: string, initial: number) =>
  (await pod.store.readStream(stream)).reduce(
    (sum, { data }) => sum + ((data as { amount?: number }).amount ?? 0),
    initial,
  );

/** What stands in the record when a process decides and dies at once. */
async function begun(
  licenseId: number,
  customerId: number,
  { taken, rest, claims }: { taken: number; rest: number; claims?: Claim[] },
): Promise<string> {
  const useId = newUuid();
  const at = new Date().toISOString();
  const metadata = {
    ...{ eventId: newUuid(), time: at, actor: { kind: 'user' as const, id: 'clerk' }, via: 'native' as const },
    ...{ authorId: 1, requestId: useId, correlationId: useId, causationId: null },
  };
  const data = {
    ...{ licenseId, licenseUuid: objectUuid(licenseId), name: 'Exports', amount: -taken, refilled: null, balance: 0 },
    ...{ reason: null, rest: { useId, customerId, amount: rest }, at },
  };
  await pod.store.append({
    ...{ streamId: `ledger-${licenseId}`, expectedVersion: 'any', commandId: useId, authorId: 1 },
    events: [{ type: 'BalanceChanged', schemaVersion: 1, data, metadata }],
    claims: claims ?? [{ scope: 'openBalanceUse', key: useId }],
  });
  return useId;
}

/** What another process has written, and no pod of these has in its memory. */
async function written(
  streamId: string,
  type: string,
  { data, claims = [], commandId = newUuid() }: { data: object; claims?: Claim[]; commandId?: string },
): Promise<void> {
  const metadata = {
    ...{ eventId: newUuid(), time: new Date().toISOString(), actor: { kind: 'system' as const, id: 'activations' } },
    ...{ via: 'system' as const, authorId: 1, requestId: newUuid(), correlationId: newUuid(), causationId: null },
  };
  const stream = { streamId, expectedVersion: 'any' as const, authorId: 1 };
  const events: Write['events'] = [{ type, schemaVersion: 1, data, metadata }];
  await pod.store.append({ ...stream, commandId, claims, events });
}
/** The customer has paid, and the process has died at once. */
async function paid(licenseId: number, customerId: number, useId: string, amount: number): Promise<void> {
  const at = new Date().toISOString();
  const use = { useId, license: licenseId };
  await written(`credits-${customerId}`, 'CreditsChanged', {
    data: { customerId, authorId: 1, name: 'Exports', amount: -amount, balance: 0, reason: null, use, at },
    ...{ claims: [{ scope: 'balanceUse', key: useId }], commandId: commandIdOf(`balanceUse:${useId}:pay`) },
  });
}
const purge = (licenseId: number) =>
  owners.tell(`license-${licenseId}`, {
    type: 'LicensePurged',
    data: { ...LicensePurged.sample, licenseId, uuid: objectUuid(licenseId) },
  });
const typesOf = async (licenseId: number) =>
  (await pod.store.readStream(`ledger-${licenseId}`)).map(({ type }) => type);
/** Later than all that these owners tell. */
const source = { lane: 1, epoch: 1, position: 900_000 };
const handedOver = (licenseId: number, customerId: number | null) =>
  written(`ledger-${licenseId}`, 'TermsChanged', {
    data: { licenseId, changes: { customerId }, activationsLeft: 5, deactivationsLeft: 3, counter: null, source },
  });
const ofCustomer = (licenseId: number, amount: number) =>
  pod.send(EnterBalance, { authorId: 1, licenseId, name: 'Exports', amount, reason: '', target: 'customer' });

describe('credits of license and customer together', () => {
  it('are consumed of the license first, whole or not at all [API-BAL-02, DNA-CREDIT-12, DNA-CREDIT-14]', async () => {
    const { licenseId, customerId } = await pair(10, 5);
    expect(valueOf(await consume(licenseId, 4))).toMatchObject({ entry: { amount: -4 }, balance: 6 });
    const before = (await pod.store.readStream(`ledger-${licenseId}`)).length;
    expect(await consume(licenseId, 12)).toMatchObject({
      refusal: { code: 'balance_insufficient', facts: { balance: 11 } },
    });
    expect((await pod.store.readStream(`ledger-${licenseId}`)).length).toBe(before);
    expect(valueOf(await consume(licenseId, 8))).toMatchObject({ entry: { amount: -8, balance: 3 }, balance: 3 });
    expect([await ownLeft(licenseId), await hisLeft(customerId)]).toEqual([0, 3]);
  });

  it('are taken once by a call that is repeated, and the answer is the same [API-BAL-02, API-IDEM-02]', async () => {
    const { licenseId, customerId } = await pair(10, 5);
    const commandId = newUuid();
    const first = valueOf(await consume(licenseId, 12, pod, commandId));
    expect(valueOf(await consume(licenseId, 12, other, commandId))).toEqual(first);
    expect([await ownLeft(licenseId), await hisLeft(customerId)]).toEqual([0, 3]);
  });

  it('are never overdrawn by 1,000 who consume at once through two pods, and entries add up [API-BAL-02, API-BAL-04]', async () => {
    const { licenseId, customerId } = await pair(400, 300);
    const replies: string[] = [];
    const worker = async (i: number) => {
      for (let n = 0; n < 20; n++)
        replies.push(await consume(licenseId, 1, i % 2 ? pod : other).then(codeOf, () => 'contended'));
    };
    await Promise.all(Array.from({ length: 50 }, (_, i) => worker(i)));
    await eventually(async () => (await unfinished()) === 0);
    const taken = replies.filter((code) => code === 'ok').length;
    const unknown = replies.filter((code) => code === 'contended').length;
    const left = (await ownLeft(licenseId))! + (await hisLeft(customerId))!;
    expect(left).toBeLessThanOrEqual(700 - taken);
    expect(left).toBeGreaterThanOrEqual(Math.max(0, 700 - taken - unknown));
    expect(await sumOf(`ledger-${licenseId}`, 400)).toBe(await ownLeft(licenseId));
    expect(await sumOf(`credits-${customerId}`, 0)).toBe(await hisLeft(customerId));
  }, 120_000);

  it('are taken whole after all when the process has died in between [API-BAL-02, design 3]', async () => {
    const { licenseId, customerId } = await pair(10, 5);
    await pod.ledger(licenseId);
    await begun(licenseId, customerId, { taken: 10, rest: 5 });
    await eventually(async () => (await hisLeft(customerId)) === 0);
    await eventually(async () => (await unfinished()) === 0);
    expect(await ownLeft(licenseId)).toBe(0);
    expect((await pod.store.readStream(`credits-${customerId}`)).at(-1)?.metadata.actor.id).toBe('clerk');
  });

  it('are all there again when the process has died and the customer cannot pay any more [API-BAL-02, design 3]', async () => {
    const { licenseId, customerId } = await pair(10, 5);
    await pod.ledger(licenseId);
    const useId = await begun(licenseId, customerId, { taken: 10, rest: 6 });
    await eventually(async () => (await ownLeft(licenseId)) === 10);
    expect(await hisLeft(customerId)).toBe(5);
    expect(await pod.store.holderOf({ scope: 'balanceUse', key: useId })).toBe(`ledger-${licenseId}`);
  });

  it('of a license that went to another customer are those of that one, also where a pod has not heard of it [API-BAL-02, design 1.5]', async () => {
    const { licenseId, customerId: before } = await pair(2, 5);
    const { customerId: now } = await pair(0, 9);
    await pod.ledger(licenseId);
    await handedOver(licenseId, now);
    expect(valueOf(await ofCustomer(licenseId, -3)).balance).toBe(6);
    expect([await hisLeft(before), await hisLeft(now)]).toEqual([5, 6]);
    await handedOver(licenseId, before);
    expect(valueOf(await consume(licenseId, 7)).balance).toBe(0);
    expect([await ownLeft(licenseId), await hisLeft(before), await hisLeft(now)]).toEqual([0, 0, 6]);
    await handedOver(licenseId, now);
    expect(valueOf(await consume(licenseId, 6)).balance).toBe(0);
  });

  it('of a customer are not moved by way of a license whose terms are stale [API-BAL-02, design 4]', async () => {
    const { licenseId, customerId } = await pair(0, 5);
    await pod.ledger(licenseId);
    await written(`ledger-${licenseId}`, 'LedgerMarkedStale', { data: { licenseId, source } });
    await expect(ofCustomer(licenseId, -1)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await hisLeft(customerId)).toBe(5);
  });

  it('are not paid for a license that another process saw deleted for good in between, and the caller is told [API-BAL-02, JOB-12]', async () => {
    const { licenseId, customerId } = await pair(10, 5);
    for (const on of [pod, other]) await on.ledger(licenseId);
    const useId = await begun(licenseId, customerId, { taken: 10, rest: 5, claims: [] });
    const claims = [{ scope: 'balanceUse', key: useId }];
    await written(`ledger-${licenseId}`, 'LedgerClosed', { data: { licenseId, source }, claims });
    for (const on of [pod, other])
      expect(await consume(licenseId, 15, on, useId)).toMatchObject({
        refusal: { code: 'not_found', facts: { what: 'license' } },
      });
    expect(await hisLeft(customerId)).toBe(5);
  });

  it('are not paid by the customer of a license that was deleted for good in between [API-BAL-02, JOB-03]', async () => {
    const { licenseId, customerId } = await pair(10, 5);
    await pod.ledger(licenseId);
    const useId = await begun(licenseId, customerId, { taken: 10, rest: 5, claims: [] });
    await purge(licenseId);
    await eventually(async () => (await typesOf(licenseId)).at(-1) === 'LedgerClosed');
    expect(await pod.store.holderOf({ scope: 'balanceUse', key: useId })).toBe(`ledger-${licenseId}`);
    expect(codeOf(await consume(licenseId, 15, pod, useId))).toBe('not_found');
    expect(await hisLeft(customerId)).toBe(5);
  });

  it('end whole before their license is deleted for good, where the customer has paid already [API-BAL-02, JOB-03]', async () => {
    const { licenseId, customerId } = await pair(10, 5);
    await pod.ledger(licenseId);
    const useId = await begun(licenseId, customerId, { taken: 10, rest: 5, claims: [] });
    await paid(licenseId, customerId, useId, 5);
    await purge(licenseId);
    await eventually(async () => (await typesOf(licenseId)).at(-1) === 'LedgerClosed');
    expect((await typesOf(licenseId)).slice(-2)).toEqual(['BalanceUseEnded', 'LedgerClosed']);
    expect(await hisLeft(customerId)).toBe(0);
  });

  it('are of the license alone where it has no customer [API-BAL-02, DNA-CREDIT-07]', async () => {
    const { licenseId } = await owners.addLicense({ customerId: null, balances: issued(10) });
    expect(codeOf(await consume(licenseId, 11))).toBe('balance_insufficient');
    expect(valueOf(await consume(licenseId, 10)).balance).toBe(0);
  });
});

import { CallFailed } from '@licet/command-bus';
import {
  CustomerErased,
  CustomerMergeReverted,
  CustomerMerged,
  EnterBalance,
  EnterCredits,
  GetCredits,
  ListCreditEntries,
  firstPage,
  type Position,
  newUuid,
} from '@licet/contracts';
import { eventually } from '@licet/testing';
import type { Owners } from './testing/owners.ts';
import { type RunningActivations, codeOf, valueOf } from './testing/running-activations.ts';
import { type TwoPods, runTwoPods } from './testing/two-pods.ts';

let pods: TwoPods;
let owners: Owners;
let pod: RunningActivations;
let other: RunningActivations;
let lastCustomer = 3100;

beforeAll(async () => {
  pods = await runTwoPods();
  ({ owners, pod, other } = pods);
}, 120_000);
afterAll(() => pods.close());

const customer = () => ++lastCustomer;
const enter = (customerId: number, amount: number, on = pod, reason = '') =>
  on.send(EnterCredits, { authorId: 1, customerId, name: 'Exports', amount, reason });
const movement = { authorId: 1, name: 'Exports', reason: '' };
const ofCustomer = (licenseId: number, amount: number) => ({
  ...{ ...movement, licenseId, amount },
  target: 'customer' as const,
});
/** A call that lost against other pods three times has done nothing, and is made again. */
const untilDecided = async <T>(call: () => Promise<T>): Promise<T> => {
  for (;;) {
    const reply = await call().catch((error: unknown) => {
      if (error instanceof CallFailed && error.code === 'unavailable') return undefined;
      throw error;
    });
    if (reply) return reply;
  }
};
/** The license goes from one customer to another, and its ledger says so. */
async function handOver(licenseId: number, before: number | null, after: number | null): Promise<void> {
  await owners.change(licenseId, { customerId: { before, after } });
  await eventually(async () => {
    const told = (await pod.store.readStream(`ledger-${licenseId}`)).at(-1)?.data;
    return (told as { changes?: { customerId?: number | null } }).changes?.customerId === after;
  });
}
const left = async (customerId: number, on = pod) =>
  valueOf(await on.send(GetCredits, { authorId: 1, customerId })).balances.map(({ amount }) => amount);
const merge = (customerId: number, intoId: number): Promise<Position> =>
  owners.tell(`customer-${customerId}`, {
    type: 'CustomerMerged',
    data: { ...CustomerMerged.sample, customerId, intoId },
  });
const revert = (customerId: number, intoId: number): Promise<Position> =>
  owners.tell(`customer-${customerId}`, {
    type: 'CustomerMergeReverted',
    data: { ...CustomerMergeReverted.sample, customerId, intoId },
  });
const typesOf = async (customerId: number) =>
  (await pod.store.readStream(`credits-${customerId}`)).map(({ type }) => type);

/** What stands in the record when a process decides and dies at once. */
async function recorded(customerId: number, type: string, data: object): Promise<void> {
  const metadata = {
    ...{ eventId: newUuid(), time: new Date().toISOString(), actor: { kind: 'system' as const, id: 'activations' } },
    ...{ via: 'system' as const, authorId: 1, requestId: newUuid(), correlationId: newUuid(), causationId: null },
  };
  const common = { customerId, authorId: 1, at: metadata.time };
  await pod.store.append({
    ...{ streamId: `credits-${customerId}`, expectedVersion: 'any', commandId: newUuid(), authorId: 1 },
    events: [{ type, schemaVersion: 1, data: { ...common, ...data }, metadata }],
  });
}
const shares = (customerId: number, amount: number) => [
  { id: `${customerId}.0`, amounts: [{ name: 'Exports', amount }] },
];

describe('credits of a customer', () => {
  it('are never overdrawn by two pods that consume at the same time, and entries add up [API-CUS-07, API-BAL-04]', async () => {
    const id = customer();
    await enter(id, 40);
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, i) => untilDecided(() => enter(id, -1, i % 2 ? pod : other))),
    );
    for (const reply of replies) expect(['ok', 'balance_insufficient']).toContain(codeOf(reply));
    expect(replies.filter(({ ok }) => ok)).toHaveLength(40);
    expect([await left(id), await left(id, other)]).toEqual([[0], [0]]);
    const events = await pod.store.readStream(`credits-${id}`);
    expect(events.reduce((sum, { data }) => sum + (data as { amount: number }).amount, 0)).toBe(0);
  });

  it('move once by one call, also when it is repeated after a merge or after that is taken back [API-CUS-07, API-IDEM-02]', async () => {
    const [from, into] = [customer(), customer()];
    const [gift, use, late] = [newUuid(), newUuid(), newUuid()];
    const once = async (commandId: string, customerId: number, amount: number) =>
      valueOf(await other.send(EnterCredits, { ...movement, customerId, amount }, { commandId }));
    const [first, second] = [await once(gift, from, 5), await once(use, from, -5)];
    await merge(from, into);
    await eventually(async () => (await typesOf(into)).at(-1) === 'CreditsReceived');
    expect([await once(gift, into, 5), await once(use, into, -5)]).toEqual([first, second]);
    const third = await once(late, from, 7);
    await revert(from, into);
    await eventually(async () => (await typesOf(from)).at(-1) === 'CreditsReceived');
    expect(await once(late, from, 7)).toEqual(third);
    expect([await left(from), await left(into)]).toEqual([[0], [7]]);
  });

  it('move once by one call for a license, also when it is repeated after that got another customer, or none [API-BAL-02, API-IDEM-02]', async () => {
    const [hers, his] = [customer(), customer()];
    await enter(hers, 5);
    await enter(his, 5);
    const { licenseId } = await owners.addLicense({ customerId: hers });
    const once = { commandId: newUuid() };
    const take = async () => valueOf(await pod.send(EnterBalance, ofCustomer(licenseId, -5), once));
    const first = await take();
    await handOver(licenseId, hers, his);
    expect(await take()).toEqual(first);
    await handOver(licenseId, his, null);
    expect(await take()).toEqual(first);
    expect([await left(hers), await left(his)]).toEqual([[0], [5]]);
  });

  it('move when he is merged, and come back as far as they are there when that is taken back [API-CUS-04, DNA-CREDIT-07]', async () => {
    const [from, into] = [customer(), customer()];
    await enter(from, 5);
    await enter(into, 10);
    await merge(from, into);
    await eventually(async () => (await left(into))[0] === 15);
    expect(valueOf(await enter(from, -12)).balance).toBe(3);
    await revert(from, into);
    await eventually(async () => (await typesOf(from)).at(-1) === 'CreditsReceived');
    expect([await left(from), await left(into)]).toEqual([[3], [0]]);
    const reply = await pod.send(ListCreditEntries, {
      authorId: 1,
      customerId: into,
      name: 'Exports',
      query: firstPage,
    });
    const moves = valueOf(reply).items.map(({ kind, amount, balance }) => [kind, amount, balance]);
    expect(moves).toEqual([
      ['merge', -3, 0],
      ['entry', -12, 3],
      ['merge', 5, 15],
      ['entry', 10, 10],
    ]);
    await enter(from, 1);
    await merge(from, into);
    await eventually(async () => (await left(into))[0] === 4);
  });

  it('go back to each of three who were merged in a row, in whichever order that is taken back [API-CUS-04]', async () => {
    const [a, b, c] = [customer(), customer(), customer()];
    for (const [id, amount] of [
      [a, 1],
      [b, 10],
      [c, 100],
    ] as const)
      await enter(id, amount);
    await merge(a, b);
    await eventually(async () => (await left(b))[0] === 11);
    await merge(b, c);
    await eventually(async () => (await left(c))[0] === 111);
    await revert(a, b);
    await eventually(async () => (await left(a))[0] === 1);
    await revert(b, c);
    await eventually(async () => (await left(b))[0] === 10);
    expect(await left(c)).toEqual([100]);
  });

  it('arrive when the process that moved them has died in between, and once only [API-CUS-04, design 3]', async () => {
    const [from, into] = [customer(), customer()];
    await enter(from, 5);
    await recorded(from, 'CreditsMoved', { toId: into, moveId: newUuid(), shares: shares(from, 5) });
    await merge(from, into);
    await eventually(async () => (await left(into))[0] === 5);
    await recorded(from, 'CreditsAskedBack', { fromId: into, moveId: newUuid(), shareIds: [`${from}.0`] });
    await revert(from, into);
    await eventually(async () => (await typesOf(from)).at(-1) === 'CreditsReceived');
    expect([await left(from), await left(into)]).toEqual([[5], []]);
  });

  it('stay when he is erased, and nobody reads any more why they were moved [API-CUS-05, SYS-05]', async () => {
    const id = customer();
    await enter(id, 5, pod, 'For Frieda Muster.');
    const clear = JSON.stringify(await pod.store.readStream(`credits-${id}`));
    expect(clear).not.toContain('Frieda');
    const at = await owners.tell(`customer-${id}`, {
      type: 'CustomerErased',
      data: { ...CustomerErased.sample, customerId: id },
    });
    await eventually(async () => {
      const reply = await enter(id, 0, pod, 'Once more.');
      const last = (await pod.store.readStream(`credits-${id}`)).at(-1);
      return reply.ok && (last?.data as { reason: string | null }).reason === null;
    });
    expect([at.service, await left(id)]).toEqual(['customers', [5]]);
  });
});

import {
  CreateCustomer,
  DeleteCustomer,
  EraseCustomer,
  GetCustomer,
  MergeCustomer,
  ReadCustomerPassword,
  RevertMerge,
  commonCalls,
  SetCustomerPassword,
  newUuid,
} from '@licet/contracts';
import { eventually } from '@licet/testing';
import { type RunningCustomers, runCustomers } from '../testing/running-customers.ts';

let customers: RunningCustomers;
beforeAll(async () => {
  customers = await runCustomers();
});
afterAll(() => customers.close());

const authorId = 1;
const create = async () => {
  const request = { authorId, registered: true, contact: { company: 'Merged Ltd' }, password: null };
  return (await customers.value(CreateCustomer, request)).customerId;
};
const merge = (customerId: number, intoId: number) =>
  customers.send(MergeCustomer, { authorId, customerId, intoId, expectedVersion: null });
const keyOf = async (customerId: number) => {
  const subjects = [`customers/customer-${customerId}`];
  const [found] = await customers.value(commonCalls.customers.DataKeys, { subjects });
  return found?.key ?? null;
};
const answering = async (customerId: number) =>
  (await customers.value(GetCustomer, { authorId, customerId })).customerId;

describe('merges of one account', () => {
  it('leave one who answers for all, however they chase each other at once [API-CUS-04]', async () => {
    for (const length of [2, 2, 2, 3, 4]) await chase(await Promise.all(Array.from({ length }, create)));
  });

  async function chase(ring: readonly number[]): Promise<void> {
    const replies = await Promise.all(ring.map((id, i) => merge(id, ring[(i + 1) % ring.length]!)));
    expect(replies.filter(({ ok }) => ok)).toHaveLength(ring.length - 1);
    const refused = replies.find(({ ok }) => !ok);
    expect(refused).toMatchObject({ refusal: { code: 'parameter_invalid', facts: { pointers: ['/intoId'] } } });
    expect(new Set(await Promise.all(ring.map(answering))).size).toBe(1);
  }

  it('that are taken back at once with others leave each customer with who stands for him [API-CUS-04]', async () => {
    for (let round = 0; round < 5; round++) {
      const [a, b, c] = [await create(), await create(), await create()];
      await merge(a, b);
      const [reverted, ...others] = await Promise.all([
        customers.send(RevertMerge, { authorId, customerId: a }),
        merge(c, a),
        merge(b, c),
      ]);
      expect(reverted).toMatchObject({ ok: true, value: { customerId: a } });
      expect(await answering(a)).toBe(a); // whatever was said of c meanwhile, it was not said of him
      for (const { ok, ...reply } of others)
        if (!ok) expect(reply).toMatchObject({ refusal: { code: 'parameter_invalid' } });
      expect(await customers.send(RevertMerge, { authorId, customerId: a })).toMatchObject({
        refusal: { code: 'not_revertible' },
      });
      for (const id of [b, c]) expect([a, b, c]).toContain(await answering(id));
    }
  });

  it('lose personal data with him who answers for all, once and for ever [API-CUS-05]', async () => {
    const [a, b, c] = [await create(), await create(), await create()];
    await merge(a, b);
    await merge(b, c);
    for (const id of [a, b, c]) expect(await keyOf(id)).not.toBeNull();
    const erase = () => customers.value(EraseCustomer, { authorId, customerId: a, expectedVersion: null });
    expect((await Promise.all([erase(), erase()])).map(({ customerId }) => customerId)).toEqual([c, c]);
    await eventually(async () => {
      for (const id of [a, b, c]) {
        const events = await customers.store.readStream(`customer-${id}`);
        expect(await keyOf(id)).toBeNull();
        expect(events.filter(({ type }) => type === 'CustomerErased')).toHaveLength(1);
      }
    });
    for (const id of [a, b])
      expect(await customers.send(RevertMerge, { authorId, customerId: id })).toMatchObject({
        refusal: { code: 'not_revertible' },
      });
  });

  it('into one who is deleted at the same moment either save him or are refused [API-CUS-04, TEST-08]', async () => {
    for (let round = 0; round < 5; round++) {
      const [from, into] = [await create(), await create()];
      const [merged, deletion] = await Promise.all([
        merge(from, into),
        customers.value(DeleteCustomer, { authorId, customerId: into }),
      ]);
      expect(deletion.deleted).toBe(!merged.ok);
      expect(await answering(from)).toBe(merged.ok ? into : from);
    }
  });

  it('that were taken back before anything followed from them change nobody, and hold up no other [API-CUS-04, TEST-08]', async () => {
    const [deleted, into, third] = [await create(), await create(), await create()];
    const request = { authorId, registered: true, contact: { lastName: 'Third', city: 'Bonn' }, password: null };
    const { customerId } = await customers.value(CreateCustomer, request);
    expect(await customers.value(DeleteCustomer, { authorId, customerId: deleted })).toEqual({ deleted: true });
    for (const other of [deleted, into]) await record(customerId, other, ['CustomerMerged', 'CustomerMergeReverted']);
    await record(customerId, third, ['CustomerMerged']);
    await eventually(async () => {
      expect(await customers.value(GetCustomer, { authorId, customerId })).toMatchObject({
        customerId: third,
        contact: { city: 'Bonn' },
      });
    });
    expect(await customers.store.versionOf(`customer-${into}`)).toBe(1);
  });

  /** In one append, by nobody who goes on with what follows; each merge told all that is known of the customer. */
  async function record(
    customerId: number,
    intoId: number,
    types: readonly ('CustomerMerged' | 'CustomerMergeReverted')[],
  ) {
    const streamId = `customer-${customerId}`;
    const [created] = await customers.store.readStream(streamId);
    const { uuid, contact } = created!.data as { uuid: string; contact: string };
    const data = {
      ...{ customerId, uuid, authorId, intoId, intoUuid: uuid, at: created!.recordedAt },
      ...{ told: contact, registered: true, turn: 1 },
    };
    const [first, ...others] = types.map((type) => ({ type, schemaVersion: 1, data, metadata: created!.metadata }));
    await customers.store.append({
      ...{ streamId, expectedVersion: 'any', commandId: newUuid(), authorId },
      events: [first!, ...others],
    });
  }

  it('into one who is unknown, or of another account, are refused [AUTH-14]', async () => {
    const own = await create();
    const request = { authorId: 2, registered: true, contact: { company: 'Foreign' }, password: null };
    const foreign = await customers.value(CreateCustomer, request);
    for (const into of [2_000_000_000, foreign.customerId])
      expect(await merge(own, into)).toMatchObject({ ok: false, refusal: { code: 'parameter_invalid' } });
    expect(await merge(foreign.customerId, own)).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });
});

it('a password that the customer chose is shown to nobody, any other to those who may, and each look is recorded [API-CUS-03]', async () => {
  const customerId = await create();
  const actor = { kind: 'key' as const, id: 'k1' };
  const look = (scopes = ['customers:passwords']) =>
    customers.send(ReadCustomerPassword, { authorId, customerId }, { scopes, actor });
  const set = (chosenByCustomer: boolean) =>
    customers.value(SetCustomerPassword, { authorId, customerId, password: 'sesame', chosenByCustomer });
  expect(await look()).toMatchObject({ value: { password: null, chosenByCustomer: false } });
  await set(false);
  expect(await look()).toMatchObject({ value: { password: 'sesame', chosenByCustomer: false } });
  await set(true);
  expect(await look()).toMatchObject({ value: { password: null, chosenByCustomer: true } });
  expect(await look([])).toMatchObject({ refusal: { code: 'scope_missing', facts: { scope: 'customers:passwords' } } });
  const looks = await customers.store.readStream(`audit-${customerId}`);
  expect(looks.map(({ type }) => type)).toEqual(Array.from({ length: 3 }, () => 'CustomerPasswordRead'));
});

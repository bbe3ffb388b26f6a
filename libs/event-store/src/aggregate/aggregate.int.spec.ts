import { present } from '../present.ts';
import { randomUUID } from 'node:crypto';
import { createTestDatabase, eventually, type TestDatabase } from '@licet/testing';
import { EventStore } from '../event-store.ts';
import { type Counter, counter, type CounterAggregate, type CounterCommand } from '../testing/counter.ts';
import { migrate } from '../testing/migrate.ts';
import { testCall, testEvent, testMetadata, testWrite } from '../testing/writes.ts';
import { Aggregate } from './aggregate.ts';

let database: TestDatabase;
let store: EventStore;
let other: EventStore;
beforeAll(async () => {
  database = await createTestDatabase();
  await migrate(database.url);
  store = await EventStore.open({ url: database.url, service: 'activations' });
  other = await EventStore.open({ url: database.url, service: 'activations' });
});
afterAll(async () => {
  await Promise.all([store.close(), other.close()]);
  await database.drop();
});

const aggregateOn = (
  of: EventStore,
  more: Partial<ConstructorParameters<typeof Aggregate>[1]> = {},
): CounterAggregate => new Aggregate(of, { kind: 'ledger', decider: counter, ...(more as object) });
const execute = (aggregate: CounterAggregate, key: string, command: CounterCommand, commandId = randomUUID()) =>
  aggregate.execute(key, command, {
    call: testCall({ commandId }),
    authorId: () => 1,
    context: (now) => ({ now }),
  });

describe('an aggregate', () => {
  it('never grants more than there is, however many ask at once on however many pods [design 1.2]', async () => {
    const key = randomUUID();
    const pods = [aggregateOn(store), aggregateOn(other)];
    const asked = await Promise.allSettled(
      Array.from({ length: 200 }, (_, i) => execute(present(pods[i % 2]), key, { take: 1, of: 50 })),
    );
    const granted = asked.filter((each) => each.status === 'fulfilled' && each.value.kind === 'accepted');
    expect(granted.length).toBeLessThanOrEqual(50);
    expect((await present(pods[0]).read(key)).state.taken).toBe(granted.length);
    expect((await store.readStream(`ledger-${key}`)).length).toBe(granted.length);
  });

  it('decides many commands on one stream in one commit', async () => {
    const key = randomUUID();
    const aggregate = aggregateOn(store);
    await execute(aggregate, key, { take: 1, of: 300 });
    const executions = await Promise.all(
      Array.from({ length: 200 }, () => execute(aggregate, key, { take: 1, of: 150 })),
    );
    const count = (kind: string) => executions.filter((each) => each.kind === kind).length;
    expect([count('accepted'), count('refused')]).toEqual([149, 51]);
    const events = await store.readStream(`ledger-${key}`, 1);
    expect(new Set(events.map(({ recordedAt }) => recordedAt)).size).toBeLessThan(5);
  });

  it('answers a repeated command from its recorded events, also where it would be refused today', async () => {
    const key = randomUUID();
    const commandId = randomUUID();
    const first = await execute(aggregateOn(store), key, { take: 2, of: 2 }, commandId);
    for (const pod of [aggregateOn(store), aggregateOn(other)]) {
      const again = await execute(pod, key, { take: 2, of: 2 }, commandId);
      expect(again).toMatchObject({ kind: 'accepted', repeated: true, version: 1, state: { taken: 2 } });
      expect(again).toMatchObject({ position: (first as { position: unknown }).position });
    }
    const wider = await execute(aggregateOn(other), key, { take: 2, of: 9 }, commandId);
    expect(wider).toMatchObject({ kind: 'accepted', repeated: true, state: { taken: 2 } });
    expect(await store.versionOf(`ledger-${key}`)).toBe(1);
  });

  it('carries out a command once that is sent twice in one moment', async () => {
    const key = randomUUID();
    const commandId = randomUUID();
    const aggregate = aggregateOn(store);
    const both = await Promise.all([1, 2].map(() => execute(aggregate, key, { take: 1, of: 9 }, commandId)));
    expect(both).toMatchObject([{ repeated: false }, { repeated: true, version: 1 }]);
  });

  it('refuses, reads and finds nothing to do on what the record holds, not on what it remembers', async () => {
    const key = randomUUID();
    const [here, there] = [aggregateOn(store), aggregateOn(other)];
    await execute(here, key, { take: 1, of: 5 });
    await execute(there, key, { take: 4, of: 5 });
    expect(await execute(here, key, { take: 1, of: 5 })).toMatchObject({
      kind: 'refused',
      state: { taken: 5 },
      version: 2,
    });
    await execute(there, key, { take: 1, of: 6 });
    expect(await execute(here, key, { ask: 'nothing' })).toMatchObject({ kind: 'accepted', events: [], version: 3 });
    await execute(there, key, { take: 1, of: 7 });
    expect(await here.read(key)).toEqual({ state: { taken: 7 }, version: 4 });
    expect(await here.peek(key)).toEqual({ state: { taken: 7 }, version: 4 });
  });

  it('decides the others anew when one of them cannot be stored, and fails only that one', async () => {
    const key = randomUUID();
    const aggregate = aggregateOn(store);
    const taken = randomUUID();
    await execute(aggregate, randomUUID(), { take: 1, of: 1, claim: taken });
    const settled = await Promise.allSettled([
      execute(aggregate, key, { take: 1, of: 3 }),
      execute(aggregate, key, { take: 1, of: 3, claim: taken }),
      execute(aggregate, key, { fail: 'NUL' }),
      execute(aggregate, key, { take: 2, of: 3 }),
      execute(aggregate, key, { take: 1, of: 3 }),
    ]);
    const told = settled.map((each) => (each.status === 'fulfilled' ? each.value.kind : 'failed'));
    expect(told).toEqual(['accepted', 'claimed', 'failed', 'accepted', 'refused']);
    expect((await aggregate.read(key)).state.taken).toBe(3);
  });

  it('never lets time go back within a stream', async () => {
    const key = randomUUID();
    const later = new Date(Date.now() + 60_000).toISOString();
    const event = { ...testEvent({ by: 1, at: later }, 'Taken'), metadata: { ...testMetadata(), time: later } };
    await store.append(testWrite({ streamId: `ledger-${key}`, events: [event] }));
    const execution = await execute(aggregateOn(store), key, { take: 1, of: 9 });
    expect(execution).toMatchObject({ events: [{ data: { at: later } }] });
  });

  it('goes on from a snapshot, which it writes every so many events, and ignores one of another shape', async () => {
    const key = randomUUID();
    const of = (stateVersion: number) => aggregateOn(store, { snapshot: { stateVersion, every: 10 } });
    const writer = of(1);
    for (let i = 0; i < 12; i++) await execute(writer, key, { take: 1, of: 99 });
    const stored = () =>
      store.pool.query('select version, state from snapshot where stream_id = $1', [`ledger-${key}`]);
    await eventually(async () => {
      expect((await stored()).rows).toEqual([{ version: 10, state: { taken: 10 } }]);
    });
    await store.pool.query(`update snapshot set state = '{"taken": 1000}' where stream_id = $1`, [`ledger-${key}`]);
    expect((await of(1).read(key)).state.taken).toBe(1002);
    expect((await of(2).read(key)).state.taken).toBe(12);
  });

  it('keeps a state that JSON cannot hold in a form that it can', async () => {
    const key = randomUUID();
    const form = {
      write: (state: Counter) => [...new Map([['taken', state.taken]])],
      read: (stored: unknown) => ({ taken: new Map(stored as [string, number][]).get('taken')! }),
    };
    const of = () => aggregateOn(store, { snapshot: { stateVersion: 1, every: 10, form } as never });
    const writer = of();
    for (let i = 0; i < 12; i++) await execute(writer, key, { take: 1, of: 99 });
    await eventually(async () => {
      const { rows } = await store.pool.query('select state from snapshot where stream_id = $1', [`ledger-${key}`]);
      expect(rows).toEqual([{ state: [['taken', 10]] }]);
    });
    expect((await of().read(key)).state).toEqual({ taken: 12 });
  });

  it('forgets streams beyond its memory and loads them again', async () => {
    const aggregate = aggregateOn(store, { memory: { maxStreams: 2 } });
    const keys = Array.from({ length: 20 }, () => randomUUID());
    await Promise.all(keys.flatMap((key) => [1, 2, 3].map(() => execute(aggregate, key, { take: 1, of: 9 }))));
    for (const key of keys) expect((await aggregate.read(key)).state.taken).toBe(3);
  });

  it('gives up with Contended when others change the stream every time', async () => {
    const key = randomUUID();
    const streamId = `ledger-${key}`;
    let version = 0;
    const contended = new Aggregate(contending(), { kind: 'ledger', decider: counter });
    /** A store in which somebody else is always a moment faster. */
    function contending(): EventStore {
      const send: EventStore['send'] = async (prepared) => {
        await other.append(
          testWrite({ streamId, expectedVersion: version++, events: [testEvent({ by: 0, at: '' }, 'Taken')] }),
        );
        return store.send(prepared);
      };
      return Object.create(store, { send: { value: send } }) as EventStore;
    }
    await expect(execute(contended, key, { take: 1, of: 9 })).rejects.toMatchObject({ code: 'CONTENDED' });
    expect(version).toBe(4);
  });
});

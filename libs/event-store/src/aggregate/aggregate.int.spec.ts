import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@licet/testing';
import { EventStore } from '../event-store.ts';
import { counter, type CounterAggregate, type CounterCommand } from '../testing/counter.ts';
import { migrate } from '../testing/migrate.ts';
import { testCall } from '../testing/writes.ts';
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

const aggregateOn = (of: EventStore): CounterAggregate => new Aggregate(of, { kind: 'ledger', decider: counter });
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
      Array.from({ length: 200 }, (_, i) => execute(pods[i % 2]!, key, { take: 1, of: 50 })),
    );
    const granted = asked.filter((each) => each.status === 'fulfilled' && each.value.kind === 'accepted');
    expect(granted.length).toBeLessThanOrEqual(50);
    expect((await pods[0]!.read(key)).state.taken).toBe(granted.length);
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
});

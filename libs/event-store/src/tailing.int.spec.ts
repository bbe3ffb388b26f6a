import { present } from './present.ts';
import { randomInt, randomUUID } from 'node:crypto';
import { laneCount } from '@licet/contracts';
import { createTestDatabase, eventually, type TestDatabase } from '@licet/testing';
import { EventStore } from './event-store.ts';
import { checkRecord, type SentWrite } from './testing/check-record.ts';
import { migrate } from './testing/migrate.ts';
import { testEvent } from './testing/writes.ts';

const writers = 8;
const waves = 13;
const writesPerWave = 100;
const eventsPerWrite = 10;
const total = writers * waves * writesPerWave * eventsPerWrite;

let database: TestDatabase;
const stores: EventStore[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  await migrate(database.url);
  for (let i = 0; i <= writers; i++) stores.push(await EventStore.open({ url: database.url, service: 'activations' }));
});
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await database.drop();
});

/** Follows all lanes as a consumer does: woken by commits, from the last position it has seen. */
class Tail {
  readonly seen: number[] = new Array<number>(laneCount).fill(0);
  readonly wrong: string[] = [];
  private readonly reading = new Set<number>();

  constructor(private readonly store: EventStore) {
    store.onAppended(() => {
      for (let lane = 0; lane < laneCount; lane++) void this.read(lane);
    });
  }

  get count(): number {
    return this.seen.reduce((a, b) => a + b, 0);
  }

  async read(lane: number): Promise<void> {
    if (this.reading.has(lane)) return;
    this.reading.add(lane);
    for (let more = true; more;) {
      const events = await this.store.readLane(lane, this.seen[lane] ?? 0, 1_000);
      for (const { position } of events) {
        const expected = (this.seen[lane] ?? 0) + 1;
        if (position !== expected) this.wrong.push(`lane ${lane}: ${position} after ${expected - 1}`);
        this.seen[lane] = position;
      }
      more = events.length > 0;
    }
    this.reading.delete(lane);
  }
}

async function write(store: EventStore, writer: number): Promise<SentWrite[]> {
  const sent: SentWrite[] = [];
  const versions = new Map<string, number>();
  for (let wave = 0; wave < waves; wave++)
    await Promise.all(
      Array.from({ length: writesPerWave }, async () => {
        const streamId = `ledger-${writer}${randomInt(1_000)}`;
        const expectedVersion = versions.get(streamId) ?? 0;
        versions.set(streamId, expectedVersion + eventsPerWrite);
        const [first, ...rest] = Array.from({ length: eventsPerWrite }, () => testEvent());
        const commandId = randomUUID();
        const outcome = await store.append({ streamId, expectedVersion, commandId, events: [present(first), ...rest] });
        if (outcome.kind !== 'appended') throw new Error(JSON.stringify(outcome));
        const { lane, epoch, firstPosition, position, version } = outcome;
        const placement = { lane, epoch, firstPosition, position, version };
        sent.push({ streamId, commandId, size: eventsPerWrite, placement });
      }),
    );
  return sent;
}

it(`shows a reader that follows eight writers each of ${total} events once and in order [design 1.3]`, async () => {
  const tail = new Tail(present(stores[writers]));
  const sent = await Promise.all(stores.slice(0, writers).map((store, writer) => write(store, writer)));
  await eventually(async () => {
    await Promise.all(tail.seen.map((_, lane) => tail.read(lane)));
    expect(tail.count).toBe(total);
  });
  expect(tail.wrong).toEqual([]);
  expect(await checkRecord(present(stores[0]).pool, sent.flat())).toEqual([]);
}, 60_000);

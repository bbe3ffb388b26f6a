import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@licet/testing';
import { EventStore } from './event-store.ts';
import { migrate } from './testing/migrate.ts';
import { testEvent, testWrite } from './testing/writes.ts';

let database: TestDatabase;
let store: EventStore;
beforeAll(async () => {
  database = await createTestDatabase();
  await migrate(database.url);
  store = await EventStore.open({ url: database.url, service: 'activations' });
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

describe('append', () => {
  it('stores the events of a write with consecutive versions and positions', async () => {
    const write = testWrite({ events: [testEvent({ n: 1 }), testEvent({ n: 2 })] });
    const outcome = await store.append(write);
    expect(outcome).toMatchObject({ kind: 'appended', version: 2, epoch: 1 });
    const events = await store.readStream(write.streamId);
    expect(events.map(({ version, data }) => ({ version, data }))).toEqual([
      { version: 1, data: { n: 1 } },
      { version: 2, data: { n: 2 } },
    ]);
    expect(events.map(({ position }) => position)).toEqual([
      (outcome as { firstPosition: number }).firstPosition,
      (outcome as { position: number }).position,
    ]);
    expect(events[0]).toMatchObject({ commandId: write.commandId, metadata: write.events[0].metadata });
  });

  it('answers a write that is sent again with its first placement and stores nothing', async () => {
    const write = testWrite();
    const first = await store.append(write);
    await store.append(testWrite({ streamId: write.streamId, expectedVersion: 1 }));
    expect(await store.append(write)).toEqual({ ...first, kind: 'repeated' });
    expect(await store.versionOf(write.streamId)).toBe(2);
    expect({ kind: 'appended', ...(await store.placementOf(write.streamId, write.commandId)) }).toEqual(first);
  });

  it('keeps receipts per stream: one command may write to several', async () => {
    const commandId = randomUUID();
    const outcomes = await Promise.all([
      store.append(testWrite({ commandId })),
      store.append(testWrite({ commandId })),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['appended', 'appended']);
  });

  it('refuses a write that expects another version and says where the stream is', async () => {
    const write = testWrite();
    await store.append(write);
    expect(await store.append(testWrite({ streamId: write.streamId }))).toEqual({ kind: 'conflict', version: 1 });
    expect(await store.append(testWrite({ streamId: write.streamId, expectedVersion: 3 }))).toEqual({
      kind: 'conflict',
      version: 1,
    });
  });

  it('appends to streams that nothing folds without looking at their version', async () => {
    const streamId = `attempts-${randomUUID()}`;
    const any = () => store.append(testWrite({ streamId, expectedVersion: 'any' }));
    const outcomes = [await any(), ...(await Promise.all([any(), any(), any()]))];
    expect(outcomes).toMatchObject([1, 2, 3, 4].map((version) => ({ kind: 'appended', version })));
  });
});

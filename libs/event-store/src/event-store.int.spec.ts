import { present } from './present.ts';
import { randomUUID } from 'node:crypto';
import { createTestDatabase, eventually, type TestDatabase } from '@licet/testing';
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

describe('the store', () => {
  it('gives numbers of every kind from its first one on, each once, to all processes [FMT-21]', async () => {
    const first = {
      author: 1,
      product: 1001,
      option: 2001,
      customer: 3001,
      license: 4001,
      invoice: 5001,
      renewal: 6001,
    } as const;
    for (const kind of ['author', 'product', 'option', 'customer', 'license', 'invoice', 'renewal'] as const)
      expect(await store.nextNumber(kind)).toBe(first[kind]);
    const other = await EventStore.open({ url: database.url, service: 'activations' });
    const numbers = await Promise.all(
      Array.from({ length: 150 }, (_, i) => (i % 2 ? store : other).nextNumber('license')),
    );
    expect(new Set([4001, ...numbers]).size).toBe(151);
    await other.close();
  });

  it('reads of a stream those of some types, so many at most, from any version on', async () => {
    const later = ['Checked', 'Changed', 'Checked', 'Changed', 'Changed'];
    const { streamId } = testWrite();
    await store.append(
      testWrite({ streamId, events: [testEvent({}, 'Opened'), ...later.map((type) => testEvent({}, type))] }),
    );
    await store.append(testWrite({ events: [testEvent({}, 'Changed')] }));
    const read = async (after: number, limit: number) => {
      const events = await store.readTypes(streamId, ['Opened', 'Changed'], { after, limit });
      return events.map(({ version, type }) => `${version} ${type}`);
    };
    expect(await read(0, 3)).toEqual(['1 Opened', '3 Changed', '5 Changed']);
    expect(await read(5, 3)).toEqual(['6 Changed']);
    expect(await read(6, 3)).toEqual([]);
  });

  it('names the head of every lane', async () => {
    const before = await store.heads();
    const outcome = await store.append(testWrite());
    const { lane, epoch, position } = outcome as { lane: number; epoch: number; position: number };
    const after = await store.heads();
    expect(after).toHaveLength(16);
    expect(after[lane]).toEqual({ lane, epoch, position });
    expect(position).toBe(present(before[lane]).position + 1);
    expect((await store.readLane(lane, present(before[lane]).position, 10)).map((event) => event.position)).toEqual([
      position,
    ]);
  });

  it('reads what has come in several lanes in one go, in order and so many of each at most', async () => {
    const before = await store.heads();
    const { streamId } = testWrite();
    const outcome = await store.append(testWrite({ streamId, events: [testEvent(), testEvent(), testEvent()] }));
    const { lane, epoch, firstPosition } = outcome as { lane: number; epoch: number; firstPosition: number };
    const position = firstPosition + 1;
    expect(await store.readGrowth(before, 2)).toEqual([
      { lane, epoch, position, events: await store.readLane(lane, firstPosition - 1, 2), whole: true },
    ]);
    expect(await store.readGrowth(await store.heads(), 2)).toEqual([]);
  });

  it('tells of a lane whose epoch has risen, also when nothing has come since', async () => {
    const before = await store.heads();
    const [head] = before.map((place) => ({ ...place, epoch: place.epoch - 1 }));
    expect(await store.readGrowth([present(head), ...before.slice(1)], 2)).toEqual([
      { lane: 0, epoch: present(before[0]).epoch, position: undefined, events: [], whole: true },
    ]);
  });

  it('tells of own commits once and at once, and of those of others, also after its connection was lost', async () => {
    const other = await EventStore.open({ url: database.url, service: 'activations' });
    const heard = { own: 0, others: 0 };
    store.onAppended(() => heard.own++);
    other.onAppended(() => heard.others++);
    await eventually(async () => {
      await store.append(testWrite());
      expect(heard.others).toBeGreaterThan(0);
    });
    const before = heard.own;
    await store.append(testWrite());
    expect(heard.own).toBe(before + 1);
    await store.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'licet listen'`,
    );
    const missed = heard.others;
    await eventually(async () => {
      await store.append(testWrite());
      expect(heard.others).toBeGreaterThan(missed + 1);
    });
    await other.close();
  });

  it('answers a look at a version with everything that was committed before the question', async () => {
    const { streamId } = testWrite();
    for (let version = 0; version < 50; version++) {
      await store.append(testWrite({ streamId, expectedVersion: version }));
      const answers = await Promise.all([store.versionOf(streamId), store.versionOf(streamId)]);
      expect(answers).toEqual([version + 1, version + 1]);
    }
  });

  it('knows how far the clock of the database is from its own', async () => {
    expect(Math.abs(await store.clockDifference())).toBeLessThan(1_000);
  });

  it('lifts events to the newest version on reading and leaves the stored ones alone [design 3, versions]', async () => {
    const upcasters = {
      Tested: {
        1: ({ seats }: { seats: number }) => ({ limit: seats }),
        2: ({ limit }: { limit: number }) => ({ limits: [limit] }),
      },
    };
    const newer = await EventStore.open({ url: database.url, service: 'activations', upcasters });
    const write = testWrite({ events: [testEvent({ seats: 5 })] });
    await newer.append(write);
    expect(await newer.readStream(write.streamId)).toMatchObject([{ schemaVersion: 3, data: { limits: [5] } }]);
    expect(await store.readStream(write.streamId)).toMatchObject([{ schemaVersion: 1, data: { seats: 5 } }]);
    await newer.close();
  });

  it('stops before an event of a version that this code does not know', async () => {
    const known = testWrite();
    const lanes = (await store.heads()).map(({ position }) => position);
    const { lane } = (await store.append(known)) as { lane: number };
    const unknown = { ...testEvent({}, 'LicenseAdded'), schemaVersion: 99 };
    await store.append(testWrite({ streamId: known.streamId, expectedVersion: 1, events: [unknown] }));
    const events = await store.readLane(lane, present(lanes[lane]), 10);
    expect(events.map(({ streamId }) => streamId)).toEqual([known.streamId]);
    await expect(store.readLane(lane, present(events[0]).position, 10)).rejects.toMatchObject({
      code: 'UNKNOWN_EVENT_VERSION',
    });
    const place = { lane, epoch: 1, position: present(lanes[lane]) };
    const position = place.position + 2;
    expect(await store.readGrowth([place], 10)).toEqual([{ lane, epoch: 1, position, events, whole: false }]);
    await expect(store.readStream(known.streamId)).rejects.toMatchObject({ code: 'UNKNOWN_EVENT_VERSION' });
  });

  it('says unavailable when the database cannot be reached', async () => {
    const open = EventStore.open({ url: 'postgresql://postgres@localhost:1/none', service: 'activations' });
    await expect(open).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});

import { laneOf } from '@licet/contracts';
import { createTestDatabase, type TestDatabase } from '@licet/testing';
import { quiet, RecordFixture } from '../testing/record-fixture.ts';
import { LaneFeed } from './lane-feed.ts';

const streamId = 'license-4001';
const lane = laneOf(streamId);
const { signal } = new AbortController();

describe('LaneFeed', () => {
  let database: TestDatabase;
  let record: RecordFixture;
  let feed: LaneFeed;
  let readsOfLanes: number;

  beforeEach(async () => {
    database = await createTestDatabase();
    record = await RecordFixture.create(database.url);
    await record.appendTo(streamId);
    readsOfLanes = 0;
    const { store } = record;
    const source = {
      readLane: (...asked: Parameters<typeof store.readLane>) => {
        readsOfLanes += 1;
        return store.readLane(...asked);
      },
      readGrowth: store.readGrowth.bind(store),
      heads: store.heads.bind(store),
      onAppended: store.onAppended.bind(store),
    };
    feed = new LaneFeed(source, { poll: 1000, logger: quiet });
  });
  afterEach(async () => {
    await feed.close();
    await record.close();
    await database.drop();
  });

  const positionsBehind = async (position: number, epoch = 1) =>
    (await feed.next({ lane, epoch, position }, signal)).map((event) => event.position);

  it('reads what comes once for all who wait for it, and again for who stands further back', async () => {
    expect(await positionsBehind(0)).toEqual([1]);
    const before = readsOfLanes;
    const waiting = [positionsBehind(1), positionsBehind(1)];
    await record.appendTo(streamId);
    expect(await Promise.all(waiting)).toEqual([[2], [2]]);
    expect(readsOfLanes).toBe(before);
    expect(await positionsBehind(0)).toEqual([1, 2]);
    expect(readsOfLanes).toBe(before + 1);
  });

  it('never hands over an event that stands behind one which the code does not know', async () => {
    expect(await positionsBehind(0)).toEqual([1]);
    await record.appendTo(streamId);
    expect(await positionsBehind(1)).toEqual([2]);
    await record.appendTo(streamId, { schemaVersion: 99 });
    await expect(positionsBehind(2)).rejects.toMatchObject({ code: 'UNKNOWN_EVENT_VERSION' });
    await record.appendTo(streamId);
    expect(await positionsBehind(3)).toEqual([4]);
    await expect(positionsBehind(2)).rejects.toMatchObject({ code: 'UNKNOWN_EVENT_VERSION' });
    expect(await positionsBehind(1)).toEqual([2]);
  });

  it('reads anew from where a restore has cut a lane off', async () => {
    for (const position of [2, 3]) {
      await record.appendTo(streamId);
      expect(await positionsBehind(position - 1)).toEqual([position]);
    }
    await record.store.pool.query('delete from event where lane = $1 and position > 1', [lane]);
    await record.store.pool.query('update lane set epoch = 2 where id = $1', [lane]);
    const other = Array.from({ length: 100 }, (_, i) => `license-${4002 + i}`).find((id) => laneOf(id) === lane);
    await record.appendTo(other ?? '');
    expect(await positionsBehind(3)).toEqual([1, 2]);
    expect(await positionsBehind(1, 2)).toEqual([2]);
  });
});

import { jest } from '@jest/globals';
import type { LanePosition, RecordedEvent } from '@licet/contracts';
import { laneOf } from '@licet/contracts';
import { createTestDatabase, describeWithKafka, eventually, type TestDatabase } from '@licet/testing';
import type pg from 'pg';
import { Consumer } from './consumer/consumer.ts';
import type { ConsumerOptions } from './consumer/consumer-options.ts';
import { parkedEvents } from './consumer/parked-events.ts';
import type { EventStream, Place } from './event-stream.ts';
import { Replica } from './replica.ts';
import { ReadModel } from './testing/read-model.ts';
import { quiet, RecordFixture } from './testing/record-fixture.ts';
import { kafkaOptions, openKafka, openLanes, type AdapterUnderTest } from './testing/adapters.ts';

const within = { timeout: 30_000 };
jest.setTimeout(60_000);

/** What every adapter owes to those who read through it. */
function suite(open: (record: RecordFixture) => Promise<AdapterUnderTest>): void {
  let databases: TestDatabase[];
  let record: RecordFixture;
  let model: ReadModel;
  let running: AdapterUnderTest;
  let stops: (() => Promise<void>)[];

  beforeEach(async () => {
    stops = [];
    databases = [await createTestDatabase(), await createTestDatabase()];
    const [source, reader] = databases.map(({ url }) => url) as [string, string];
    record = await RecordFixture.create(source);
    model = await ReadModel.create(reader);
    running = await open(record);
  });

  afterEach(async () => {
    for (const stop of stops.toReversed()) await stop();
    await running.close();
    await model.close();
    await record.close();
    for (const database of databases) await database.drop();
  });

  const consumer = (options: Partial<ConsumerOptions> = {}, stream: EventStream = running.stream): Consumer => {
    const handle = options.handle ?? model.noting();
    const made = new Consumer({
      name: 'reader',
      source: 'licenses',
      stream,
      pool: model.pool,
      failure: 'halt',
      logger: quiet,
      ...options,
      handle,
    });
    stops.push(() => made.stop());
    return made;
  };
  const hasSeen = (count: number) =>
    eventually(async () => {
      expect(await model.count()).toBe(count);
    }, within);
  /** Refuses the event at a place of license 4001's lane as long as `refuses()`. */
  const refusing =
    (position: number, refuses: () => boolean, note = model.noting()) =>
    async (events: readonly RecordedEvent[], tx: pg.ClientBase): Promise<void> => {
      await note(events, tx);
      if (refuses() && events.some((event) => event.lane === laneOf('license-4001') && event.position === position))
        throw new Error('it cannot be taken');
    };

  it('hands over every event of every lane in order, those from before and those that come [design 5]', async () => {
    await record.appendMany(300);
    await consumer().start();
    await record.appendMany(300);
    await hasSeen(600);
    expect(await model.faults()).toEqual([]);
    expect(new Set((await model.seen()).map(({ lane }) => lane)).size).toBe(16);
  });

  it('goes on after a restart where it had stopped', async () => {
    await record.appendMany(100);
    const first = consumer();
    await first.start();
    await hasSeen(100);
    await first.stop();
    await record.appendMany(100);
    await consumer().start();
    await hasSeen(200);
    expect(await model.faults()).toEqual([]);
  });

  it('skips what it has taken when it comes again', async () => {
    await record.appendMany(100);
    const first = consumer();
    await first.start();
    await hasSeen(100);
    await first.stop();
    await model.pool.query('update consumer_position set cursor = null');
    const seek = consumer({}, repeating(running.stream));
    await seek.start();
    await record.appendMany(50);
    await hasSeen(150);
    expect(await model.faults()).toEqual([]);
  });

  it('takes nothing of an event whose handler fails, and the event again until it succeeds', async () => {
    let refuses = true;
    const halting = consumer({ handle: refusing(3, () => refuses) });
    await record.append(...[4001, 4001, 4001, 4001, 4002].map((license) => license));
    await halting.start();
    await eventually(() => {
      expect(halting.halted()).toMatchObject([{ reason: 'it cannot be taken' }]);
    }, within);
    await hasSeen(3);
    refuses = false;
    await hasSeen(5);
    expect(halting.halted()).toEqual([]);
    expect(await model.faults()).toEqual([]);
  });

  it('parks the one event that a read model cannot take, with the reason, and goes on', async () => {
    await record.append(4001, 4001, 4001, 4001, 4002);
    const parking = consumer({ failure: 'park', handle: refusing(2, () => true) });
    await parking.start();
    await hasSeen(4);
    const parked = await parkedEvents(model.pool, { consumer: 'reader' });
    expect(parked).toMatchObject([{ source: 'licenses', reason: 'it cannot be taken', event: { position: 2 } }]);
    await eventually(async () => {
      expect(await parking.lag()).toBe(0);
    }, within);
  });

  it('says when a position has been applied, and no sooner', async () => {
    const reading = consumer();
    await reading.start();
    await record.append(4001);
    const lane = laneOf('license-4001');
    expect(await reading.waitApplied({ lane, epoch: 1, position: 1 }, Date.now() + 20_000)).toBe(true);
    expect(await model.count()).toBe(1);
    expect(await reading.waitApplied({ lane, epoch: 1, position: 2 }, Date.now() + 50)).toBe(false);
  });

  it('says so too in a process that does not read the lane', async () => {
    const idle = consumer();
    await consumer().start();
    const lane = laneOf('license-4001');
    const waiting = idle.waitApplied({ lane, epoch: 1, position: 1 }, Date.now() + 20_000);
    await record.append(4001);
    expect(await waiting).toBe(true);
  });

  it('shares the lanes between members of a group and hands them over', async () => {
    const readers = ['one', 'two'].map((reader) => consumer({ handle: model.noting(reader) }, running.another()));
    const [one, two] = readers as [Consumer, Consumer];
    await one.start();
    await two.start();
    await record.appendMany(200);
    await eventually(async () => {
      await record.appendMany(50);
      return new Set((await model.seen()).slice(-50).map(({ reader }) => reader)).size === 2;
    }, within);
    await one.stop();
    await record.appendMany(100);
    await hasSeen(await record.size());
    expect(await model.faults()).toEqual([]);
    expect((await model.seen()).slice(-50).every(({ reader }) => reader === 'two')).toBe(true);
  });

  it('gives every process all events when it reads for itself, from what it has loaded on', async () => {
    await record.append(4001, 4001, 4002);
    const lane = laneOf('license-4001');
    const loaded = new Map<number, Place>([[lane, { lane, epoch: 1, position: 1 }]]);
    const replicas = [1, 2].map(() => {
      const taken: LanePosition[] = [];
      const replica = new Replica({
        name: 'facts',
        source: 'licenses',
        stream: running.another(),
        load: () => Promise.resolve(loaded),
        apply: (events) => taken.push(...events),
        logger: quiet,
      });
      stops.push(() => replica.stop());
      return { replica, taken };
    });
    for (const { replica } of replicas) await replica.start();
    await record.append(4001);
    for (const { replica, taken } of replicas) {
      expect(await replica.waitApplied({ lane, epoch: 1, position: 3 }, Date.now() + 20_000)).toBe(true);
      await eventually(() => {
        expect(taken).toHaveLength(3);
      }, within);
      expect(taken.filter((event) => event.lane === lane).map(({ position }) => position)).toEqual([2, 3]);
    }
  });

  it('stops a lane before an event of a type that the code does not know, and only that lane', async () => {
    const halting = consumer();
    await halting.start();
    await record.append(4001);
    await record.appendTo('license-4001', { type: 'WrittenByNewerCode' });
    await record.append(4001, 4002);
    await eventually(() => {
      expect(halting.halted()).toHaveLength(1);
    }, within);
    await hasSeen(2);
    expect(halting.halted()[0]?.reason).toMatch('WrittenByNewerCode is not known');
  });
}

describe('event stream by lanes', () => {
  suite(openLanes);
});

describeWithKafka('event stream by Kafka', (kafka) => {
  suite((record) => openKafka(record, kafkaOptions(kafka())));
});

/** The stream as it behaves after a crash between taking and remembering: everything from the beginning. */
const repeating = (stream: EventStream): EventStream => ({
  ...stream,
  lag: (source, places) => stream.lag(source, places),
  close: () => stream.close(),
  subscribe: (options) =>
    stream.subscribe({ ...options, startAfter: (lane) => Promise.resolve({ lane, epoch: 1, position: 0 }) }),
});

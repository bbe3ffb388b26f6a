import type { LanePosition, RecordedEvent } from '@licet/contracts';
import { jest } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@licet/testing';
import type pg from 'pg';
import { register } from 'prom-client';
import { eventAt, HandStream } from '../testing/hand-stream.ts';
import { ReadModel } from '../testing/read-model.ts';
import { quiet } from '../testing/record-fixture.ts';
import { Consumer } from './consumer.ts';
import { type ConsumerOptions, concerning } from './consumer-options.ts';
import { parkedEvents } from './parked-events.ts';

describe('a consumer', () => {
  let database: TestDatabase;
  let model: ReadModel;
  let stream: HandStream;
  let started: Consumer[];

  beforeEach(async () => {
    database = await createTestDatabase();
    model = await ReadModel.create(database.url);
    stream = new HandStream();
    started = [];
  });

  afterEach(async () => {
    for (const consumer of started) await consumer.stop();
    await model.close();
    await database.drop();
  });

  const start = async (options: Partial<ConsumerOptions> = {}): Promise<Consumer> => {
    const common = { name: 'reader', source: 'licenses', failure: 'halt', logger: quiet } as const;
    const consumer = new Consumer({ ...common, stream, pool: model.pool, handle: model.noting(), ...options });
    started.push(consumer);
    await consumer.start();
    return consumer;
  };
  const positions = async (): Promise<number[]> => (await model.seen()).map(({ position }) => position);

  it('moves the position in the transaction of what it has written: both or none', async () => {
    let fails = true;
    const handle = async (events: readonly RecordedEvent[], tx: pg.ClientBase): Promise<void> => {
      await model.noting()(events, tx);
      if (fails) throw new Error('no');
    };
    await start({ handle });
    await expect(stream.give(eventAt(1))).rejects.toThrow('no');
    expect(await positions()).toEqual([]);
    expect(await stream.placeIn(0)).toMatchObject({ position: 0 });
    fails = false;
    await stream.give(eventAt(1));
    expect(await positions()).toEqual([1]);
    expect(await stream.placeIn(0)).toEqual({ lane: 0, epoch: 1, position: 1, cursor: '1' });
  });

  it('does not wait for the place of another reader, over whose events both step at the same moment', async () => {
    const streams = [new HandStream(), new HandStream()] as const;
    for (const [i, its] of streams.entries()) await start({ name: `reader-${i}`, stream: its, concerns: () => false });
    for (const its of streams) await its.give(eventAt(1));
    const other = await model.pool.connect();
    await other.query('begin');
    await other.query(`select from consumer_position where consumer = 'reader-0' for update`);
    const waiting = streams[0].give(eventAt(2));
    await streams[1].give(eventAt(2));
    await other.query('commit');
    other.release();
    await waiting;
    for (const its of streams) expect(await its.placeIn(0)).toMatchObject({ position: 2 });
  });

  it('takes what is new of a batch that it has seen in part', async () => {
    await start();
    await stream.give(eventAt(1), eventAt(2));
    await stream.give(eventAt(1), eventAt(2), eventAt(3));
    expect(await positions()).toEqual([1, 2, 3]);
  });

  describe('with events that do not concern it', () => {
    const even = (event: RecordedEvent): event is RecordedEvent => event.position % 2 === 0;

    it('asks its handler for the others only, and moves over all', async () => {
      const handle = jest.fn(model.noting());
      await start(concerning(even, handle));
      await stream.give(eventAt(1));
      expect(handle).not.toHaveBeenCalled();
      expect(await stream.placeIn(0)).toEqual({ lane: 0, epoch: 1, position: 1, cursor: '1' });
      await stream.give(eventAt(2), eventAt(3));
      await stream.give(eventAt(3));
      expect(await positions()).toEqual([2]);
      expect(await stream.placeIn(0)).toMatchObject({ position: 3 });
    });

    it('answers those who wait for such an event', async () => {
      const consumer = await start(concerning(even, model.noting()));
      const waiting = consumer.waitApplied({ lane: 0, epoch: 1, position: 1 }, Date.now() + 5000);
      await stream.give(eventAt(1));
      expect(await waiting).toBe(true);
    });

    it('meets gaps and unreadable versions among them as it does among its own', async () => {
      await start({ name: 'choosy', ...concerning(even, model.noting()) });
      await stream.give(eventAt(1));
      await expect(stream.give(eventAt(3))).rejects.toThrow('Lane 0 goes from position 1 to 3');
      await expect(stream.give(eventAt(2), eventAt(3, { schemaVersion: 99 }))).rejects.toThrow('version 99');
      expect(await stream.placeIn(0)).toMatchObject({ position: 2 });
    });

    it('takes the place as another process has left it, ahead or behind', async () => {
      await start(concerning(even, model.noting()));
      await stream.give(eventAt(1), eventAt(2));
      await model.pool.query('update consumer_position set position = 4');
      await stream.give(eventAt(3));
      expect(await stream.placeIn(0)).toMatchObject({ position: 4 });
      await model.pool.query('update consumer_position set position = 1');
      await expect(stream.give(eventAt(5))).rejects.toThrow('set back');
      expect(await stream.placeIn(0)).toMatchObject({ position: 1 });
    });
  });

  it('joins lanes that wait at the same moment, and rejects only the guilty one', async () => {
    const batches: number[] = [];
    const handle = async (events: readonly RecordedEvent[], tx: pg.ClientBase): Promise<void> => {
      batches.push(new Set(events.map(({ lane }) => lane)).size);
      await model.noting()(events, tx);
      if (events.some(({ lane }) => lane === 3)) throw new Error('lane 3 is guilty');
    };
    await start({ handle });
    const given = Array.from({ length: 8 }, (_, lane) => stream.give(eventAt(1, { lane })));
    const outcomes = await Promise.allSettled(given);
    expect(outcomes.map(({ status }) => status).filter((status) => status === 'rejected')).toHaveLength(1);
    expect(outcomes[3]?.status).toBe('rejected');
    expect((await model.seen()).map(({ lane }) => lane).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 4, 5, 6, 7]);
    expect(Math.max(...batches)).toBeGreaterThan(1);
  });

  it('halts at a gap where decisions depend on it, and alarms', async () => {
    const consumer = await start();
    await stream.give(eventAt(1));
    await expect(stream.give(eventAt(3))).rejects.toThrow('Lane 0 goes from position 1 to 3');
    expect(await positions()).toEqual([1]);
    expect(consumer.halted()).toMatchObject([{ lane: 0 }]);
    expect(await register.metrics()).toContain('licet_stream_gaps_total{consumer="reader",source="licenses"} 1');
    await stream.give(eventAt(2), eventAt(3));
    expect(consumer.halted()).toEqual([]);
  });

  it('alarms at a gap and goes on where nothing depends on it', async () => {
    await start({ name: 'list', failure: 'park' });
    await stream.give(eventAt(1), eventAt(3));
    expect(await positions()).toEqual([1, 3]);
    expect(await register.metrics()).toContain('licet_stream_gaps_total{consumer="list",source="licenses"} 1');
  });

  it('stops before a version that is newer than its code, after everything in front of it', async () => {
    const consumer = await start();
    await expect(stream.give(eventAt(1), eventAt(2, { schemaVersion: 99 }))).rejects.toThrow(
      'version 99 of LicenseStatusChanged is newer than version 1',
    );
    expect(await positions()).toEqual([1]);
    expect(consumer.halted()[0]?.reason).toMatch('version 99');
  });

  it('parks an event with its reason and counts it', async () => {
    const handle = async (events: readonly RecordedEvent[], tx: pg.ClientBase): Promise<void> => {
      await model.noting()(events, tx);
      if (events.some(({ position }) => position === 2)) await tx.query('select 1 / 0');
    };
    await start({ name: 'parking', failure: 'park', handle });
    await stream.give(eventAt(1), eventAt(2), eventAt(3));
    expect(await positions()).toEqual([1, 3]);
    expect(await parkedEvents(model.pool)).toMatchObject([{ reason: 'division by zero', event: eventAt(2) }]);
    expect(await register.metrics()).toContain('licet_parked_events_total{consumer="parking",source="licenses"} 1');
  });

  it('never parks what fails because something else is away', async () => {
    const away = Object.assign(new Error('licenses is unavailable'), { code: 'unavailable' });
    await start({ failure: 'park', handle: () => Promise.reject(away) });
    await expect(stream.give(eventAt(1))).rejects.toThrow('licenses is unavailable');
    expect(await parkedEvents(model.pool)).toEqual([]);
    expect(await stream.placeIn(0)).toMatchObject({ position: 0 });
  });

  describe('meeting a higher epoch', () => {
    it('goes on when all that it had taken survived', async () => {
      await start();
      await stream.give(eventAt(1), eventAt(2));
      await stream.give(eventAt(3, { epoch: 2 }));
      expect(await stream.placeIn(0)).toMatchObject({ epoch: 2, position: 3 });
    });

    it('halts when it had taken more than survived, until it is rewound', async () => {
      const consumer = await start();
      await stream.give(eventAt(1), eventAt(2), eventAt(3));
      await expect(stream.give(eventAt(2, { epoch: 2 }))).rejects.toThrow('epoch 2 begins after position 1');
      expect(await positions()).toEqual([1, 2, 3]);
      await model.pool.query('delete from seen where position > 1');
      await consumer.rewind({ lane: 0, epoch: 2, position: 1 });
      expect(await stream.placeIn(0)).toEqual({ lane: 0, epoch: 2, position: 1 });
      await stream.give(eventAt(2), eventAt(3), eventAt(2, { epoch: 2 }));
      expect(await model.seen()).toMatchObject([{ position: 1 }, { position: 2, epoch: 2 }]);
    });

    it('drops what never happened in the same transaction and reads on, where it knows how', async () => {
      const dropBack = async (fork: LanePosition, tx: pg.ClientBase): Promise<void> => {
        await tx.query('delete from seen where lane = $1 and position > $2', [fork.lane, fork.position]);
      };
      await start({ dropBack });
      await stream.give(eventAt(1), eventAt(2), eventAt(3));
      await stream.give(eventAt(2, { epoch: 2 }), eventAt(3, { epoch: 2 }));
      expect(await model.seen()).toMatchObject([
        { position: 1, epoch: 1 },
        { position: 2, epoch: 2 },
        { position: 3, epoch: 2 },
      ]);
    });
  });

  it('asks for the place anew when another has set it back', async () => {
    const consumer = await start();
    await stream.give(eventAt(1), eventAt(2));
    await model.pool.query('update consumer_position set position = 0, cursor = null');
    await expect(stream.give(eventAt(3))).rejects.toThrow('was set back');
    expect(consumer.halted()).toEqual([]);
    await stream.give(eventAt(1), eventAt(2), eventAt(3));
    expect(await positions()).toEqual([1, 2, 1, 2, 3]);
  });

  it('survives the loss of its connections to the database', async () => {
    await start();
    await stream.give(eventAt(1));
    await model.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    const take = (): Promise<void> => stream.give(eventAt(1), eventAt(2)).catch(take);
    await take();
    expect(await positions()).toEqual([1, 2]);
  });
});

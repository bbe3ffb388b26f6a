import { jest } from '@jest/globals';
import { laneCount, laneOf, newUuid, type PublicEvent, type RecordedEvent } from '@licet/contracts';
import { createTestDatabase, describeWithKafka, eventually, freePort, type TestDatabase } from '@licet/testing';
import { Kafka, logLevel, type IHeaders } from 'kafkajs';
import type pg from 'pg';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { KafkaOptions } from '../kafka/kafka-options.ts';
import { createTopics, publicTopics } from '../kafka/topics.ts';
import { kafkaOptions } from '../testing/adapters.ts';
import { quiet, RecordFixture } from '../testing/record-fixture.ts';
import { Relay } from './relay.ts';

jest.setTimeout(60_000);
const within = { timeout: 30_000 };

interface Message {
  partition: number;
  key: string | undefined;
  value: Record<string, unknown>;
  headers: Record<string, string | undefined>;
}

const shown = (event: RecordedEvent): PublicEvent => ({
  id: `evt_${event.metadata.eventId}`,
  type: event.type,
  time: event.metadata.time,
  authorId: 1,
  subject: { object: 'license', id: 'lic_1', version: event.version },
  actor: event.metadata.actor,
  via: event.metadata.via,
  requestId: event.metadata.requestId,
  correlationId: event.metadata.correlationId,
  causationId: null,
  changes: [],
  data: {},
});

describeWithKafka('the relay', (broker) => {
  let database: TestDatabase;
  let record: RecordFixture;
  let kafka: KafkaOptions;
  let relays: Relay[];

  beforeEach(async () => {
    database = await createTestDatabase();
    record = await RecordFixture.create(database.url);
    kafka = kafkaOptions(broker());
    relays = [];
  });

  afterEach(async () => {
    for (const relay of relays) await relay.stop();
    await record.close();
    await database.drop();
  });

  const relay = async (options: KafkaOptions = kafka): Promise<Relay> => {
    const made = new Relay({
      store: record.store,
      kafka: options,
      publicTopic: publicTopics.licenses,
      toPublic: (event) => (event.lane === laneOf('license-4001') ? shown(event) : undefined),
      logger: quiet,
    });
    relays.push(made);
    await made.start();
    return made;
  };

  it('publishes each event with partition, key and headers of CloudEvents, and its public form beside [design 5]', async () => {
    await createTopics(kafka);
    await record.append(4001, 4002);
    const running = await relay();
    await eventually(async () => {
      expect(await running.lag()).toBe(0);
    }, within);
    const domain = await read(kafka, 'licet.licenses.v1', 2);
    const message = domain.find(({ key }) => key === 'license-4001');
    const [event] = await record.store.readStream('license-4001');
    expect(message).toMatchObject({
      partition: laneOf('license-4001'),
      value: JSON.parse(JSON.stringify(event)) as object,
    });
    expect(message?.headers).toMatchObject({
      ce_specversion: '1.0',
      ce_id: event?.metadata.eventId,
      ce_type: 'LicenseStatusChanged',
      ce_source: '/licet/licenses',
      ce_subject: 'license-4001',
      ce_time: event?.metadata.time,
      ce_sequence: '1',
      ce_epoch: '1',
      ce_correlationid: event?.metadata.correlationId,
    });
    expect(message?.headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    const [outside] = await read(kafka, publicTopics.licenses, 1);
    expect(outside).toMatchObject({
      partition: laneOf('license-4001'),
      key: 'lic_1',
      value: { type: 'LicenseStatusChanged' },
    });
    expect(outside?.headers.ce_id).toBe(`evt_${event?.metadata.eventId}`);
  });

  it('stops while it still looks for a broker that never answers', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    await record.append(4001);
    const looking = once(silent, 'connection');
    const running = await relay({ ...kafka, brokers: [`127.0.0.1:${port}`] });
    const [socket] = (await looking) as [Socket];
    await running.stop();
    socket.destroy(); // the client alone would have waited for minutes: longer than this test may take
    silent.close();
  });

  it('is taken over by another when its connection to the record is cut, without loss', async () => {
    await createTopics(kafka);
    await relay();
    await relay();
    await record.appendMany(100);
    await read(kafka, 'licet.licenses.v1', 100);
    const holders = new Set<number>();
    for (let round = 0; round < 3; round++) {
      await holdersOf(record.store.pool).then((pids) => {
        for (const pid of pids) holders.add(pid);
      });
      await record.store.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'licet relay' and datname = current_database()
         and pid in (select pid from pg_locks where locktype = 'advisory')`,
      );
      await record.appendMany(100);
      await eventually(async () => {
        expect(await relays[0]?.lag()).toBe(0);
      }, within);
    }
    expect(holders.size).toBeGreaterThan(1);
    const messages = await read(kafka, 'licet.licenses.v1', 400);
    expect(positions(messages)).toEqual(await recorded(record));
  });

  it('repeats from its checkpoint and never skips', async () => {
    await createTopics(kafka);
    const first = await relay();
    await record.appendMany(100);
    await read(kafka, 'licet.licenses.v1', 100);
    await eventually(async () => {
      expect(await first.lag()).toBe(0);
    }, within);
    await first.stop();
    await record.store.pool.query('update relay_checkpoint set position = greatest(0, position - 2)');
    const repeated = (await record.store.heads()).reduce((sum, { position }) => sum + Math.min(2, position), 0);
    await relay();
    const all = await read(kafka, 'licet.licenses.v1', 100 + repeated);
    expect(positions(all)).toEqual(await recorded(record));
  });

  it('starts and stops while Kafka is away, and shows the lag', async () => {
    const away = { ...kafka, brokers: [`127.0.0.1:${await freePort()}`] };
    await record.append(4001, 4002);
    const running = await relay(away);
    expect(await running.lag()).toBe(2);
    await running.stop();
    expect(await running.lag()).toBe(2);
  });

  it('creates topics of sixteen partitions, and refuses one that has another number [design 5]', async () => {
    await createTopics(kafka);
    await createTopics(kafka);
    const other = { ...kafka, prefix: `${newUuid()}.` };
    const admin = client(kafka).admin();
    await admin.connect();
    const { topics } = await admin.fetchTopicMetadata({ topics: [`${kafka.prefix ?? ''}licet.activations.v1`] });
    expect(topics[0]?.partitions).toHaveLength(laneCount);
    await admin.createTopics({
      topics: [{ topic: `${other.prefix}licet.licenses.v1`, numPartitions: 3 }],
      waitForLeaders: false,
    });
    await admin.disconnect();
    await expect(createTopics(other)).rejects.toThrow('has 3 partitions, but must have 16');
  });
});

const client = ({ brokers }: KafkaOptions): Kafka => new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });

/** Reads a topic from its beginning until that many messages have come. */
async function read(kafka: KafkaOptions, topic: string, count: number): Promise<Message[]> {
  const consumer = client(kafka).consumer({ groupId: newUuid(), maxWaitTimeInMs: 50 });
  const messages: Message[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic: `${kafka.prefix ?? ''}${topic}`, fromBeginning: true });
  await consumer.run({
    eachMessage: ({ partition, message }) => {
      const value = JSON.parse(message.value?.toString() ?? '{}') as Record<string, unknown>;
      messages.push({ partition, key: message.key?.toString(), value, headers: textOf(message.headers) });
      return Promise.resolve();
    },
  });
  await eventually(() => {
    expect(messages.length).toBeGreaterThanOrEqual(count);
  }, within);
  await consumer.disconnect();
  return messages;
}

const textOf = (headers: IHeaders | undefined): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, value?.toString()]));

/** Positions per lane as they first came; a repeat may follow, but never a first that is out of turn. */
function positions(messages: readonly Message[]): number[] {
  const heads = new Map<number, number>();
  for (const { partition, value } of messages) {
    const next = (heads.get(partition) ?? 0) + 1;
    if (value.position === next) heads.set(partition, next);
  }
  return Array.from({ length: laneCount }, (_, lane) => heads.get(lane) ?? 0);
}

const recorded = async (record: RecordFixture): Promise<number[]> =>
  (await record.store.heads()).map(({ position }) => position);

async function holdersOf(pool: pg.Pool): Promise<number[]> {
  const { rows } = await pool.query<{ pid: number }>(
    `select distinct l.pid from pg_locks l join pg_stat_activity a using (pid) where l.locktype = 'advisory' and a.application_name = 'licet relay' and a.datname = current_database()`,
  );
  return rows.map(({ pid }) => pid);
}

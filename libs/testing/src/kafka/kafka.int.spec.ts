import { Kafka, logLevel } from 'kafkajs';
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../eventually.ts';
import { describeWithKafka, describeWithOwnKafka, kafkaForTests } from './kafka-for-tests.ts';
import { startKafka } from './start-kafka.ts';

const client = (brokers: string[]) => new Kafka({ brokers, logLevel: logLevel.NOTHING });

async function send(brokers: string[], topic: string, value: string): Promise<void> {
  const producer = client(brokers).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  await producer.send({ topic, messages: [{ value }], acks: -1 });
  await producer.disconnect();
}

async function countOf(brokers: string[], topic: string): Promise<number> {
  const admin = client(brokers).admin();
  await admin.connect();
  const [offsets] = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  return Number(offsets?.high);
}

async function createTopic(brokers: string[], topic: string): Promise<void> {
  const admin = client(brokers).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic }], waitForLeaders: true });
  await admin.disconnect();
}

describeWithKafka('the shared broker', (kafka) => {
  it('is the same for all suites and takes messages', async () => {
    const { brokers, prefix } = kafka();
    const again = await kafkaForTests();
    expect(again.brokers).toEqual(brokers);
    expect(again.prefix).not.toBe(prefix);
    await createTopic(brokers, `${prefix}a`);
    await send(brokers, `${prefix}a`, 'one');
    expect(await countOf(brokers, `${prefix}a`)).toBe(1);
  });
});

describeWithOwnKafka('a broker of one suite', () => {
  it('keeps its messages and its address when it is killed and started again, and leaves nothing when destroyed', async () => {
    const broker = await startKafka();
    await createTopic(broker.brokers, 'kept');
    await send(broker.brokers, 'kept', 'one');
    const { pid } = broker;
    await broker.kill();
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    await broker.start();
    await eventually(async () => (await countOf(broker.brokers, 'kept')) === 1);
    await broker.destroy();
    expect(existsSync(`/proc/${broker.pid}`)).toBe(false);
  }, 120_000);

  it('keeps the record from other users of the machine', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'licet-kafka-'));
    chmodSync(folder, 0o755); // as a data folder is, which PostgreSQL must pass
    try {
      const broker = await startKafka({ dataDir: join(folder, 'kafka') });
      expect(statSync(join(folder, 'kafka')).mode & 0o777).toBe(0o700);
      await broker.destroy();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);
});

import { jest } from '@jest/globals';
import {
  createTestDatabase,
  describeWithOwnKafka,
  startKafka,
  type KafkaBroker,
  type TestDatabase,
} from '@licet/testing';
import { Consumer } from './consumer/consumer.ts';
import { kafkaOptions, openKafka, type AdapterUnderTest } from './testing/adapters.ts';
import { appendDuring, restartBy, verdict } from './testing/broker-chaos.ts';
import { ReadModel } from './testing/read-model.ts';
import { quiet, RecordFixture } from './testing/record-fixture.ts';

jest.setTimeout(240_000);
const patience = 60_000;

describeWithOwnKafka('a read model behind a broker that dies under load', () => {
  let broker: KafkaBroker;
  let databases: TestDatabase[];
  let record: RecordFixture;
  let model: ReadModel;
  let running: AdapterUnderTest;
  let consumers: Consumer[];

  beforeAll(async () => {
    broker = await startKafka();
    databases = [await createTestDatabase(), await createTestDatabase()];
    const [source, reader] = databases.map(({ url }) => url) as [string, string];
    record = await RecordFixture.create(source);
    model = await ReadModel.create(reader);
    running = await openKafka(record, kafkaOptions(broker));
    consumers = [running.stream, running.another()].map(
      (stream) =>
        new Consumer({
          name: 'reader',
          source: 'licenses',
          stream,
          pool: model.pool,
          failure: 'halt',
          logger: quiet,
          handle: model.noting(),
        }),
    );
    for (const consumer of consumers) await consumer.start();
  });

  afterAll(async () => {
    for (const consumer of consumers) await consumer.stop();
    await running.close();
    await model.close();
    await record.close();
    await broker.destroy();
    for (const database of databases) await database.drop();
  });

  it('loses, doubles and reorders nothing when the broker is killed, stopped and killed again [design 1]', async () => {
    const appended = await appendDuring(record, () => restartBy(broker, ['kill', 'stop', 'kill']));
    expect(appended).toBeGreaterThan(0);
    const { recorded, taken, faults } = await verdict(record, model, patience);
    expect(faults).toEqual([]);
    expect(taken).toBe(recorded);
  });

  it('gets what was appended while Kafka was away, in order and whole [design 1]', async () => {
    const appended = await appendDuring(record, () => restartBy(broker, ['stop'], { away: 6000 }));
    expect(appended).toBeGreaterThan(0);
    const { recorded, taken, faults } = await verdict(record, model, patience);
    expect(faults).toEqual([]);
    expect(taken).toBe(recorded);
  });
});

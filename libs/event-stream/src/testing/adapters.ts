import { randomUUID } from 'node:crypto';
import type { EventStream } from '../event-stream.ts';
import type { KafkaOptions } from '../kafka/kafka-options.ts';
import { KafkaStream } from '../kafka/kafka-stream.ts';
import { createTopics } from '../kafka/topics.ts';
import { LaneStream } from '../lanes/lane-stream.ts';
import { Relay } from '../relay/relay.ts';
import { quiet, type RecordFixture } from './record-fixture.ts';

/** An adapter over a record, as one process has it. */
export interface AdapterUnderTest {
  stream: EventStream;
  /** The stream as another process of the installation has it; closed together with this one. */
  another(): EventStream;
  close(): Promise<void>;
}

/** Embedded: one process reads the stores. */
export function openLanes(record: RecordFixture): Promise<AdapterUnderTest> {
  const stream = new LaneStream({ licenses: record.store }, { logger: quiet });
  return Promise.resolve({ stream, another: () => stream, close: () => stream.close() });
}

/** Options over a broker of a test; the prefix keeps what runs at the same time apart. */
export const kafkaOptions = ({ brokers, prefix = '' }: { brokers: string[]; prefix?: string }): KafkaOptions => ({
  brokers,
  prefix: `${prefix}${randomUUID().slice(0, 8)}.`,
  logger: quiet,
});

/** Kafka: a relay fills the topics, every process has a client of its own. */
export async function openKafka(record: RecordFixture, kafka: KafkaOptions): Promise<AdapterUnderTest> {
  await createTopics(kafka);
  const relay = new Relay({ store: record.store, kafka, publicTopic: null, toPublic: () => undefined, logger: quiet });
  await relay.start();
  const streams: KafkaStream[] = [];
  const another = (): KafkaStream => {
    const stream = new KafkaStream(kafka);
    streams.push(stream);
    return stream;
  };
  const close = async (): Promise<void> => {
    await Promise.all(streams.map((stream) => stream.close()));
    await relay.stop();
  };
  return { stream: another(), another, close };
}

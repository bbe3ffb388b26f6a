import type { Kafka, Message, Producer } from 'kafkajs';
import { unlessAborted } from '../waiting.ts';
import { kafkaClient, qualified } from './kafka-client.ts';
import type { KafkaOptions } from './kafka-options.ts';

export interface TopicMessages {
  topic: string;
  /** Each with its partition. */
  messages: Message[];
}

/** Produces in order and without doubling: idempotent, one request at a time, acknowledged by all replicas. */
export class LaneProducer {
  private readonly client: Kafka;
  private producer: Producer | undefined;

  /** `stopping` gives up a connection that is being made: a broker that is away must not hold up a stop. */
  constructor(
    private readonly kafka: KafkaOptions,
    private readonly stopping: AbortSignal,
  ) {
    this.client = kafkaClient(kafka);
  }

  /** Resolves when all replicas have everything. After a rejection some of it may be there; it has to be sent again. */
  async send(topics: readonly TopicMessages[]): Promise<void> {
    const producer = this.producer ?? (await this.connect());
    try {
      const topicMessages = topics.map(({ topic, messages }) => ({ topic: qualified(this.kafka, topic), messages }));
      await producer.sendBatch({ acks: -1, topicMessages });
    } catch (error) {
      // its sequence numbers are of no use any more once a range was given up
      this.producer = undefined;
      await producer.disconnect().catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.producer?.disconnect().catch(() => undefined);
    this.producer = undefined;
  }

  private async connect(): Promise<Producer> {
    const producer = this.client.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner:
        () =>
        ({ message, topic }) => {
          if (message.partition === undefined) throw new TypeError(`A message for ${topic} has no partition.`);
          return message.partition;
        },
      // what the broker refuses for now is repeated for ever; what cannot be reached ends after the client's retries
      retry: { retries: Number.MAX_SAFE_INTEGER, initialRetryTime: 50, maxRetryTime: 1000 },
    });
    try {
      await unlessAborted(this.stopping, producer.connect());
    } catch (error) {
      void producer.disconnect().catch(() => undefined);
      throw error;
    }
    this.producer = producer;
    return producer;
  }
}

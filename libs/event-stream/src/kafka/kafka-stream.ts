import { domainTopic, type Service } from '@licet/contracts';
import type { Admin, Kafka } from 'kafkajs';
import type { EventStream, Place, SubscribeOptions, Subscription } from '../event-stream.ts';
import { kafkaClient, qualified } from './kafka-client.ts';
import type { KafkaOptions } from './kafka-options.ts';
import { KafkaSubscription } from './kafka-subscription.ts';
import { offsetAfter } from './offset-cursor.ts';

/**
 * Retries, up to a second apart, before a consumer is given up and made anew. A new one has to wait until its predecessor's session has
 * run out, so an ordinary restart of a broker should be sat out.
 */
const patience = 20;

/**
 * Adapter for Kafka: the domain topics that the relays fill, partition = lane, cursor = offset. Subscribing never waits for a broker:
 * what is away is tried again for ever.
 */
export class KafkaStream implements EventStream {
  private readonly client: Kafka;
  private readonly subscriptions = new Set<KafkaSubscription>();
  private admin: Promise<Admin> | undefined;

  constructor(private readonly kafka: KafkaOptions) {
    this.client = kafkaClient(kafka, { retries: patience });
  }

  subscribe(options: SubscribeOptions): Promise<Subscription> {
    const subscription = new KafkaSubscription(this.client, this.kafka, options);
    this.subscriptions.add(subscription);
    return Promise.resolve(subscription);
  }

  async lag(source: Service, places: readonly Place[]): Promise<number> {
    const admin = await this.connectedAdmin();
    const ends = await admin.fetchTopicOffsets(qualified(this.kafka, domainTopic(source)));
    const starts = new Map(places.map((place) => [place.lane, offsetAfter(place)]));
    return ends.reduce(
      (sum, { partition, high }) => sum + Math.max(0, Number(BigInt(high) - (starts.get(partition) ?? 0n))),
      0,
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    this.subscriptions.clear();
    await (await this.admin?.catch(() => undefined))?.disconnect();
  }

  private connectedAdmin(): Promise<Admin> {
    this.admin ??= (async () => {
      const admin = this.client.admin();
      await admin.connect();
      return admin;
    })().catch((error: unknown) => {
      this.admin = undefined;
      throw error;
    });
    return this.admin;
  }
}

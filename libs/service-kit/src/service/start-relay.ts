import { type Service, toPublicEvent } from '@licet/contracts';
import type { EventStore } from '@licet/event-store';
import { type KafkaOptions, publicTopics, Relay } from '@licet/event-stream';
import type { Logger } from 'pino';
import type { Closers } from '../lifecycle/closers.ts';

const topics: Partial<Record<Service, string>> = publicTopics;

/** Publishes the record and what of it is public, from whenever Kafka is there: nobody waits for it. [design 1, availability by isolation] */
export async function startRelay(
  store: EventStore,
  kafka: KafkaOptions,
  logger: Logger,
  closers: Closers,
): Promise<void> {
  const publicTopic = topics[store.service] ?? null;
  const relay = new Relay({ store, kafka, publicTopic, toPublic: toPublicEvent, logger });
  closers.add('relay', () => relay.stop());
  await relay.start();
}

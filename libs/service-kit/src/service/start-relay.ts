import type { EventStore } from '@licet/event-store';
import { type KafkaOptions, Relay } from '@licet/event-stream';
import type { Closers } from '../lifecycle/closers.ts';
import type { ServiceDefinition, ServiceHost } from './service-host.ts';

/** Publishes from whenever Kafka is there: nobody waits for it. [design 1, availability by isolation] */
export async function startRelay(
  { logger }: ServiceHost,
  store: EventStore,
  kafka: KafkaOptions,
  publicEvents: ServiceDefinition['publicEvents'],
  closers: Closers,
): Promise<void> {
  const relay = new Relay({
    store,
    kafka,
    publicTopic: publicEvents?.topic ?? null,
    toPublic: publicEvents?.toPublic ?? (() => undefined),
    logger,
  });
  closers.add('relay', () => relay.stop());
  await relay.start();
}

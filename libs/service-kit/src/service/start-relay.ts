import type { EventStore } from '@licet/event-store';
import { type KafkaOptions, Relay } from '@licet/event-stream';
import { keepTrying } from '../lifecycle/keep-trying.ts';
import type { Closers } from '../lifecycle/closers.ts';
import type { ServiceDefinition, ServiceHost } from './service-host.ts';

/** Publishes in the background, from whenever Kafka is there: no call waits for it. [design 1, availability by isolation] */
export function startRelay(
  { logger }: ServiceHost,
  store: EventStore,
  kafka: KafkaOptions,
  publicEvents: ServiceDefinition['publicEvents'],
  closers: Closers,
): void {
  const relay = new Relay({
    store,
    kafka,
    publicTopic: publicEvents?.topic ?? null,
    toPublic: publicEvents?.toPublic ?? (() => undefined),
    logger,
  });
  const stopping = new AbortController();
  const starting = keepTrying(
    () => relay.start(),
    stopping.signal,
    (error) => {
      logger.warn({ err: error }, 'The relay did not start; trying again.');
    },
  );
  closers.add('relay', async () => {
    stopping.abort();
    await starting;
    await relay.stop();
  });
}

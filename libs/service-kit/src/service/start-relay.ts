import type { EventStore } from '@licet/event-store';
import { type KafkaOptions, Relay } from '@licet/event-stream';
import type { Closers } from '../lifecycle/closers.ts';
import type { ServiceDefinition, ServiceHost } from './service-host.ts';
import { setTimeout as delay } from 'node:timers/promises';

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
  let stopped = false;
  const starting = (async () => {
    for (let pause = 200; !stopped; pause = Math.min(pause * 2, 10_000)) {
      try {
        await relay.start();
        return;
      } catch (error) {
        logger.warn({ err: error }, 'The relay did not start; trying again.');
        await delay(pause, undefined, { ref: false });
      }
    }
  })();
  closers.add('relay', async () => {
    stopped = true;
    await starting;
    await relay.stop();
  });
}

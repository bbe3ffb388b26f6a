import { Counter, Gauge } from 'prom-client';
import type { Logger } from 'pino';

/** Something that knows how far behind it is. */
export interface Lagging {
  labels: Record<string, string>;
  lag(): Promise<number>;
  logger: Logger;
}

/** A gauge that asks everybody who is registered at the moment of the scrape. */
class LagGauge {
  private readonly sources = new Set<Lagging>();
  readonly gauge: Gauge;

  constructor(name: string, help: string, labelNames: string[]) {
    const sources = this.sources;
    this.gauge = new Gauge({
      name,
      help,
      labelNames,
      async collect() {
        this.reset();
        const read = async (lagging: Lagging): Promise<void> => {
          const { labels, logger } = lagging;
          const value = await lagging.lag().catch((error: unknown) => {
            logger.debug({ err: error, ...labels }, 'lag cannot be read');
            return undefined;
          });
          if (value !== undefined) this.set(labels, value);
        };
        await Promise.all([...sources].map(read));
      },
    });
  }

  /** Returns how to take it out again. */
  add(source: Lagging): () => void {
    this.sources.add(source);
    return () => this.sources.delete(source);
  }
}

export const consumerLag = new LagGauge(
  'licet_consumer_lag_events',
  'Events of the source that the consumer has not taken yet; the same number from every process that can read it.',
  ['consumer', 'source'],
);
export const relayLag = new LagGauge(
  'licet_relay_lag_events',
  'Events of the record that Kafka has not acknowledged yet.',
  ['service'],
);
export const parkedTotal = new Counter({
  name: 'licet_parked_events_total',
  help: 'Events that a read model could not take and went past.',
  labelNames: ['consumer', 'source'],
});
export const gapsTotal = new Counter({
  name: 'licet_stream_gaps_total',
  help: 'Holes met in the positions of a lane. Any at all is an alarm: events were lost on the way.',
  labelNames: ['consumer', 'source'],
});
export const haltedLanes = new Gauge({
  name: 'licet_halted_lanes',
  help: 'Lanes in which a consumer cannot go on at the moment.',
  labelNames: ['consumer', 'source'],
});

import type { LanePosition, PublicEvent, RecordedEvent, Service } from '@licet/contracts';
import { domainTopic } from '@licet/contracts';
import type pg from 'pg';
import type { Logger } from 'pino';
import { domainMessage, publicMessage } from '../kafka/cloud-event.ts';
import type { KafkaOptions } from '../kafka/kafka-options.ts';
import { LaneProducer, type TopicMessages } from '../kafka/lane-producer.ts';
import { LaneFeed } from '../lanes/lane-feed.ts';
import type { LaneSource } from '../lanes/lane-source.ts';
import { relayLag } from '../metrics.ts';
import { Backoff, pause, stopSignal } from '../waiting.ts';
import { Checkpoints } from './checkpoints.ts';
import { LaneLocks } from './lane-locks.ts';
import { within } from './within.ts';

export interface RelayOptions {
  store: LaneSource & { readonly service: Service; readonly pool: pg.Pool };
  kafka: KafkaOptions;
  /** Topic of the public events; null where the service has none. */
  publicTopic: string | null;
  toPublic: (event: RecordedEvent) => PublicEvent | undefined;
  logger: Logger;
}

/** Between two attempts to take lanes that another relay holds; milliseconds. */
const takeOverEvery = 1000;

/**
 * Publishes one service's record: events behind the checkpoint of each lane that it holds the lock of, in order, to the domain topic
 * and as far as they are public to the public topic; the checkpoint moves when all replicas have them. A crash repeats, it never
 * loses or reorders. While Kafka is away it keeps trying, and only the lag shows it. [design 5]
 */
export class Relay {
  private readonly stopping = stopSignal();
  private readonly checkpoints: Checkpoints;
  private readonly locks: LaneLocks;
  private readonly producer: LaneProducer;
  private feed: LaneFeed | undefined;
  private running: Promise<void> | undefined;
  private unregister: (() => void) | undefined;

  constructor(private readonly options: RelayOptions) {
    const { store, kafka, logger } = options;
    this.checkpoints = new Checkpoints(store.pool);
    this.locks = new LaneLocks(store.pool, logger);
    this.producer = new LaneProducer(kafka, this.stopping.signal);
  }

  /** Begins to publish. Resolves at once. */
  start(): Promise<void> {
    const { store, logger } = this.options;
    this.feed ??= new LaneFeed(store, { poll: 1000, logger });
    this.running ??= this.run(this.feed);
    this.unregister ??= relayLag.add({ labels: { service: store.service }, logger, lag: () => this.lag() });
    return Promise.resolve();
  }

  /** Ends after the messages under way, gives the lanes back. */
  async stop(): Promise<void> {
    this.unregister?.();
    this.stopping.abort();
    await this.running;
    await this.feed?.close();
    await this.producer.close();
    await this.locks.release();
  }

  /** Number of events that Kafka has not acknowledged. */
  async lag(): Promise<number> {
    const places = new Map((await this.checkpoints.all()).map(({ lane, position }) => [lane, position]));
    const heads = await this.options.store.heads();
    return heads.reduce((sum, { lane, position }) => sum + Math.max(0, position - (places.get(lane) ?? 0)), 0);
  }

  private async run(feed: LaneFeed): Promise<void> {
    const { signal } = this.stopping;
    const backoff = new Backoff();
    let trouble = false;
    while (!signal.aborted) {
      try {
        const lanes = await this.locks.acquire();
        if (lanes.length === 0) await pause(takeOverEvery, signal);
        else await this.relayWhileHeld(feed, lanes);
        backoff.reset();
        if (trouble) this.options.logger.info({ service: this.options.store.service }, 'events are published again');
        trouble = false;
      } catch (error) {
        const { service } = this.options.store;
        if (!trouble)
          this.options.logger.warn(
            { err: error, service },
            'events cannot be published; this is tried until it succeeds',
          );
        trouble = true;
        await pause(backoff.next(), signal);
      }
    }
  }

  /** Publishes from the checkpoints on for a while; then free lanes are looked for again. */
  private async relayWhileHeld(feed: LaneFeed, lanes: readonly number[]): Promise<void> {
    const until = Date.now() + takeOverEvery;
    const places = new Map((await this.checkpoints.all()).map((place) => [place.lane, place]));
    const { signal } = this.stopping;
    while (!signal.aborted && Date.now() < until) {
      const { revision } = feed;
      const events = await this.next(feed, lanes, places);
      if (events.length === 0) {
        await feed.changed(revision, signal, until - Date.now());
        continue;
      }
      await this.publish(events);
      const ends = new Map<number, LanePosition>(
        events.map(({ lane, epoch, position }) => [lane, { lane, epoch, position }]),
      );
      await this.checkpoints.move([...ends.values()]);
      for (const [lane, end] of ends) places.set(lane, end);
    }
  }

  private async next(
    feed: LaneFeed,
    lanes: readonly number[],
    places: ReadonlyMap<number, LanePosition>,
  ): Promise<RecordedEvent[]> {
    const reads = lanes.flatMap((lane) => {
      const place = places.get(lane) ?? { lane, epoch: 1, position: 0 };
      return feed.beyond(place) ? [feed.read(lane, place.position)] : [];
    });
    return (await Promise.all(reads)).flatMap(within);
  }

  private async publish(events: readonly RecordedEvent[]): Promise<void> {
    const { store, publicTopic, toPublic } = this.options;
    const missing = events.some(({ lane }) => !this.locks.lanes().includes(lane));
    if (missing) throw new Error('The connection that holds the locks of the lanes was lost.');
    const topics: TopicMessages[] = [
      { topic: domainTopic(store.service), messages: events.map((event) => domainMessage(store.service, event)) },
    ];
    const shown = events.flatMap((event) => {
      const form = toPublic(event);
      return form ? [publicMessage(store.service, event, form)] : [];
    });
    if (publicTopic !== null && shown.length > 0) topics.push({ topic: publicTopic, messages: shown });
    await this.producer.send(topics);
  }
}

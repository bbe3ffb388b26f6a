import type { Service } from '@licet/contracts';
import type { Logger } from 'pino';
import type { EventStream, Place, SubscribeOptions, Subscription } from '../event-stream.ts';
import { LaneFeed } from './lane-feed.ts';
import { LaneGroup } from './lane-group.ts';
import type { LaneSource } from './lane-source.ts';

export interface LaneStreamOptions {
  logger?: Logger;
  /** Milliseconds between two looks without a wake-up; 1000. */
  poll?: number;
}

/**
 * Embedded adapter: reads the lanes of the sources' stores, woken by their commits. Groups are shared between the subscribers of
 * this process; several processes over one database stay correct (positions are locked), only without sharing the work.
 */
export class LaneStream implements EventStream {
  private readonly feeds = new Map<Service, LaneFeed>();
  private readonly groups = new Map<string, LaneGroup>();
  private readonly stores: Partial<Record<Service, LaneSource>>;
  private readonly options: LaneStreamOptions;

  constructor(stores: Partial<Record<Service, LaneSource>>, options: LaneStreamOptions = {}) {
    this.stores = stores;
    this.options = options;
  }

  subscribe(options: SubscribeOptions): Promise<Subscription> {
    const key = `${options.source}/${options.group ?? `:${this.groups.size}`}`;
    const group = this.groups.get(key) ?? new LaneGroup(this.feed(options.source), this.options.logger);
    this.groups.set(key, group);
    return Promise.resolve(group.join(options));
  }

  async lag(source: Service, places: readonly Place[]): Promise<number> {
    const heads = await this.store(source).heads();
    const positions = new Map(places.map(({ lane, position }) => [lane, position]));
    return heads.reduce((sum, head) => sum + Math.max(0, head.position - (positions.get(head.lane) ?? 0)), 0);
  }

  async close(): Promise<void> {
    await Promise.all([...this.groups.values()].map((group) => group.close()));
    await Promise.all([...this.feeds.values()].map((feed) => feed.close()));
  }

  private feed(source: Service): LaneFeed {
    const known = this.feeds.get(source);
    if (known) return known;
    const feed = new LaneFeed(this.store(source), { poll: this.options.poll ?? 1000, logger: this.options.logger });
    this.feeds.set(source, feed);
    return feed;
  }

  private store(source: Service): LaneSource {
    const store = this.stores[source];
    if (!store) throw new Error(`The lanes of ${source} cannot be read here: no store was given.`);
    return store;
  }
}

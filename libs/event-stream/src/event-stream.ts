import type { LanePosition, RecordedEvent, Service } from '@licet/contracts';

/** A place in a lane of a source, with the adapter's own word for it where one is known. */
export type Place = LanePosition & { cursor?: string };

/** An event and the adapter's own place of it: Kafka offset, or position in the lane. */
export interface Delivered {
  event: RecordedEvent;
  cursor: string;
}

export interface SubscribeOptions {
  source: Service;
  /** Members of one group share the lanes, each lane belongs to one at a time. Null: every process reads all of them. */
  group: string | null;
  /** Where a lane is read from. Asked when a lane is taken over, and again after every rejected delivery. */
  startAfter: (lane: number) => Promise<Place>;
  /**
   * Takes events of one lane in order, one delivery at a time per lane. A rejected promise means that they come again, after a
   * delay that grows to five seconds; other lanes go on.
   */
  deliver: (lane: number, batch: readonly Delivered[]) => Promise<void>;
}

export interface Subscription {
  /** Whether this process reads the lane at the moment. */
  owns(lane: number): boolean;
  /** Ends after the deliveries under way. */
  stop(): Promise<void>;
}

/**
 * How the record of one service reaches the others: per lane in order, at least once. Adapters: lanes (embedded) and Kafka.
 * `subscribe` answers at once, also when the source cannot be reached: it is tried until it can. [design 5]
 */
export interface EventStream {
  subscribe(options: SubscribeOptions): Promise<Subscription>;
  /** Number of events of the source that lie behind the given places, all lanes together. */
  lag(source: Service, places: readonly Place[]): Promise<number>;
  /** Stops all subscriptions. */
  close(): Promise<void>;
}

/** The most events that one delivery holds. */
export const batchSize = 500;

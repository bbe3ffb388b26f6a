import { laneCount, type LanePosition, type RecordedEvent } from '@licet/contracts';
import type { LaneGrowth } from '@licet/event-store';
import type { Logger } from 'pino';
import { batchSize } from '../event-stream.ts';
import { Bell, pause, stopSignal } from '../waiting.ts';
import { forkBefore } from './fork.ts';
import type { LaneSource } from './lane-source.ts';
import { LaneTail } from './lane-tail.ts';

/**
 * Milliseconds between two looks while commits come in one after the other: one look serves many commits. With every event of about the
 * last second it grows, so that under load the readers take larger batches more rarely and leave the processor to those who append. A
 * single caller at a time hardly waits for it: the next commit comes later than the next look.
 */
const between = { least: 2, perEvent: 0.1, most: 200 };

/** Milliseconds after which an event counts a third of what it counted at first. */
const memory = 1000;

export interface LaneFeedOptions {
  /** Milliseconds between two looks when nothing wakes the feed: the safety net under lost notifications. */
  poll: number;
  logger: Logger | undefined;
}

/**
 * The lanes of one store as all readers of this process see them: one look reads what has come in all lanes and wakes those who wait for
 * it. They are served from memory; who stands further back reads for himself, and shares the read with others at the same place.
 */
export class LaneFeed {
  /** Rises with every growth of a lane. */
  revision = 0;
  private heads: readonly LanePosition[] = [];
  private tails: readonly LaneTail[] = [];
  private readonly bells = Array.from({ length: laneCount }, () => new Bell());
  private readonly reads = new Map<string, Promise<readonly RecordedEvent[]>>();
  private readonly appended = new Bell();
  private readonly grown = new Bell();
  private readonly closing = stopSignal();
  private dirty = true;
  private readonly watching: Promise<void>;
  private readonly source: LaneSource;
  private readonly options: LaneFeedOptions;

  constructor(source: LaneSource, options: LaneFeedOptions) {
    this.source = source;
    this.options = options;
    this.watching = this.watch();
  }

  /** Events after the place, at least one, or none when aborted. Starts at the fork when the place lies beyond one. [design 3, lanes] */
  async next(place: LanePosition, signal: AbortSignal): Promise<readonly RecordedEvent[]> {
    let { epoch, position } = place;
    while (!signal.aborted) {
      const head = this.head(place.lane);
      if (head && head.epoch > epoch) {
        position = await forkBefore(this.source, { ...place, epoch, position }, head);
        epoch = head.epoch;
      }
      const events = head && head.position > position ? await this.read(place.lane, position) : [];
      if (events.length > 0) return events;
      if (this.head(place.lane) === head) await this.bell(place.lane).next(signal);
    }
    return [];
  }

  /** Whether the lane is known to hold something behind the place. */
  beyond({ lane, position }: LanePosition): boolean {
    return (this.head(lane)?.position ?? 0) > position;
  }

  /** Resolves when some lane has grown since `revision`, when aborted, or after `milliseconds`. */
  async changed(revision: number, signal: AbortSignal, milliseconds: number): Promise<void> {
    if (this.revision === revision) await this.grown.next(signal, milliseconds);
  }

  head(lane: number): LanePosition | undefined {
    return this.heads[lane];
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.watching;
  }

  private bell(lane: number): Bell {
    const bell = this.bells[lane];
    if (!bell) throw new RangeError(`There is no lane ${lane}.`);
    return bell;
  }

  /** Up to 500 events behind a position. */
  read(lane: number, after: number): Promise<readonly RecordedEvent[]> {
    const kept = this.tails[lane]?.behind(after) ?? [];
    if (kept.length > 0) return Promise.resolve(kept.slice(0, batchSize));
    const key = `${lane}:${after}`;
    const running = this.reads.get(key);
    if (running) return running;
    const read = this.source.readLane(lane, after, batchSize).finally(() => this.reads.delete(key));
    this.reads.set(key, read);
    return read;
  }

  private async watch(): Promise<void> {
    const { signal } = this.closing;
    const stopListening = this.source.onAppended(() => {
      this.dirty = true;
      this.appended.ring();
    });
    for (let recent = 0, before = performance.now(); !signal.aborted;) {
      this.dirty = false;
      const events = await this.look();
      const now = performance.now();
      recent = recent * Math.exp((before - now) / memory) + events;
      before = now;
      await pause(Math.min(between.most, Math.max(between.least, recent * between.perEvent)), signal);
      if (!this.wasDirtied()) await this.appended.next(signal, this.options.poll);
    }
    stopListening();
  }

  // a method, because the flag is set by the listener between two lines of the loop
  private wasDirtied(): boolean {
    return this.dirty;
  }

  /** Rings where something is new; answers by how many events the lanes have grown. */
  private async look(): Promise<number> {
    try {
      const growth = this.heads.length > 0 ? await this.source.readGrowth(this.heads, batchSize) : undefined;
      if (!growth || growth.some(({ lane, epoch }) => epoch !== this.head(lane)?.epoch)) return await this.startOver();
      for (const lane of growth) this.grow(lane);
      this.tell(growth);
      return growth.reduce((sum, { events }) => sum + events.length, 0);
    } catch (error) {
      this.options.logger?.debug({ err: error }, 'heads cannot be read, will be tried again');
      return 0;
    }
  }

  /** Of lanes that nothing is known of, or of which a restore has lost something. */
  private async startOver(): Promise<number> {
    this.heads = (await this.source.heads()).toSorted((a, b) => a.lane - b.lane);
    this.tails = this.heads.map(({ position }) => new LaneTail(position));
    this.tell(this.heads);
    return 0;
  }

  private grow({ lane, epoch, position, events, whole }: LaneGrowth): void {
    if (position === undefined) return;
    this.heads = this.heads.with(lane, { lane, epoch, position });
    if (whole) this.tails[lane]?.add(events);
    else this.tails = this.tails.with(lane, new LaneTail(position));
    this.dirty ||= !whole || events.length === batchSize;
  }

  private tell(moved: readonly { lane: number }[]): void {
    if (moved.length === 0) return;
    for (const { lane } of moved) this.bell(lane).ring();
    this.revision += 1;
    this.grown.ring();
  }
}

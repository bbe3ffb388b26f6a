import type { RecordedEvent } from '@licet/contracts';
import type { Logger } from 'pino';
import type { Delivered, Place, SubscribeOptions } from '../event-stream.ts';
import { Backoff, pause, stopSignal } from '../waiting.ts';
import type { LaneFeed } from './lane-feed.ts';

/** Reads one lane for one subscriber, one delivery at a time, until it is stopped. */
export class LaneReader {
  private readonly stopping = stopSignal();
  private readonly backoff = new Backoff();
  private readonly reading: Promise<void>;
  private trouble: string | undefined;

  constructor(
    private readonly feed: LaneFeed,
    private readonly lane: number,
    private readonly subscriber: SubscribeOptions,
    private readonly logger: Logger | undefined,
    previous: Promise<void>,
  ) {
    this.reading = previous.then(() => this.run());
  }

  /** Resolves after the delivery under way. */
  stop(): Promise<void> {
    this.stopping.abort();
    return this.reading;
  }

  private async run(): Promise<void> {
    let place: Place | undefined;
    while (!this.stopping.signal.aborted) place = await this.step(place);
  }

  /** The place after one more delivery; undefined after a failure, so that it is asked for anew. */
  private async step(from: Place | undefined): Promise<Place | undefined> {
    const { signal } = this.stopping;
    try {
      const place = from ?? (await this.subscriber.startAfter(this.lane));
      const events = await this.read(place);
      if (events.length === 0 || signal.aborted) return place;
      const batch = events.map((event): Delivered => ({ event, cursor: `position:${event.position}` }));
      await this.subscriber.deliver(this.lane, batch);
      this.backoff.reset();
      return events.at(-1);
    } catch (error) {
      const delay = this.backoff.next();
      this.logger?.debug({ err: error, lane: this.lane, delay }, 'delivery was rejected, will be repeated');
      await pause(delay, signal);
      return undefined;
    }
  }

  /** A record that cannot be read is told once per cause; what the subscriber rejects it tells itself. */
  private async read(place: Place): Promise<readonly RecordedEvent[]> {
    try {
      const events = await this.feed.next(place, this.stopping.signal);
      this.trouble = undefined;
      return events;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const { source } = this.subscriber;
      if (reason !== this.trouble) {
        this.logger?.error(
          { err: error, source, lane: this.lane },
          `lane ${this.lane} of ${source} cannot be read: ${reason}`,
        );
      }
      this.trouble = reason;
      throw error;
    }
  }
}

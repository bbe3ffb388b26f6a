import type { LanePosition, RecordedEvent, Service } from '@licet/contracts';
import type { Logger } from 'pino';
import { Applied } from './consumer/applied.ts';
import { forkIn, gapIn, LaneStopped } from './consumer/errors.ts';
import { LaneHealth, type HaltedLane } from './consumer/lane-health.ts';
import { placeOf, screen, unreadable } from './consumer/screen.ts';
import type { Delivered, EventStream, Place, Subscription } from './event-stream.ts';

export interface ReplicaOptions {
  name: string;
  source: Service;
  stream: EventStream;
  /** Fills the memory and answers the place per lane that it stands at; a lane that is absent is read from its beginning. */
  load: () => Promise<ReadonlyMap<number, Place>>;
  /** Takes events that are new, in order per lane. One that it cannot take halts the lane. */
  apply: (events: readonly RecordedEvent[]) => void;
  logger: Logger;
}

/**
 * Shared facts in the memory of every process: loaded, then kept by reading on from exactly there. Decisions depend on it, so
 * nothing is ever skipped. After a restore that lost events the process has to start anew; the lane halts and says so. [design 4]
 */
export class Replica {
  readonly name: string;
  readonly source: Service;
  private readonly applied = new Applied();
  private readonly health: LaneHealth;
  private subscription: Subscription | undefined;

  constructor(private readonly options: ReplicaOptions) {
    this.name = options.name;
    this.source = options.source;
    this.health = new LaneHealth({ consumer: options.name, source: options.source }, options.logger);
  }

  /** Resolves when the facts are loaded; those that came later follow. */
  async start(): Promise<void> {
    if (this.subscription) return;
    for (const place of (await this.options.load()).values()) this.applied.set(place);
    this.subscription = await this.options.stream.subscribe({
      source: this.source,
      group: null,
      startAfter: (lane) => Promise.resolve(this.placeIn(lane)),
      deliver: (lane, batch) => this.deliver(lane, batch),
    });
  }

  async stop(): Promise<void> {
    this.applied.close();
    await this.subscription?.stop();
    this.subscription = undefined;
    this.health.close();
  }

  /** Whether this process has applied everything up to `position`; waits for it until `deadline` (milliseconds since 1970). */
  waitApplied(position: LanePosition, deadline: number): Promise<boolean> {
    return this.applied.wait(
      position,
      deadline,
      () => true,
      () => Promise.resolve(),
    );
  }

  /** Number of events of the source that this process has not applied, all lanes together. */
  lag(): Promise<number> {
    return this.options.stream.lag(this.source, this.applied.all());
  }

  /** Lanes that cannot go on, with the reason. */
  halted(): HaltedLane[] {
    return this.health.halted();
  }

  private placeIn(lane: number): Place {
    return this.applied.get(lane) ?? { lane, epoch: 1, position: 0 };
  }

  /** What is thrown becomes the rejection. */
  private deliver(lane: number, batch: readonly Delivered[]): Promise<void> {
    return new Promise((resolve) => {
      try {
        for (const delivered of batch) this.take(this.placeIn(lane), delivered);
      } catch (error) {
        this.health.failed(lane, error);
        throw error;
      }
      this.health.went(lane);
      resolve();
    });
  }

  private take(known: Place, delivered: Delivered): void {
    const { fresh, gaps, fork } = screen(known, [delivered]);
    if (fresh.length === 0) return;
    if (gaps[0]) throw gapIn(gaps[0]);
    if (fork) throw forkIn(fork);
    const reason = unreadable(delivered.event);
    if (reason !== undefined) throw new LaneStopped(reason);
    this.options.apply([delivered.event]);
    this.applied.advance(placeOf(delivered));
  }
}

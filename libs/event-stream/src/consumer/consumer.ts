import type { LanePosition, Service } from '@licet/contracts';
import type { Place, Subscription } from '../event-stream.ts';
import { consumerLag } from '../metrics.ts';
import { Applied } from './applied.ts';
import { BatchTaker } from './batch-taker.ts';
import type { ConsumerOptions } from './consumer-options.ts';
import { LaneHealth, type HaltedLane } from './lane-health.ts';
import { PositionTable } from './position-table.ts';
import { WorkQueue } from './work-queue.ts';

/**
 * Follows the record of one service with a position per lane in the reader's database, moved in the transaction that holds what
 * `handle` wrote. So each event takes effect once, however often it comes. Processes that run it under one name share the lanes.
 */
export class Consumer {
  readonly name: string;
  readonly source: Service;
  private readonly table: PositionTable;
  private readonly applied = new Applied();
  private readonly health: LaneHealth;
  private readonly queue: WorkQueue;
  private subscription: Subscription | undefined;
  private refreshing: Promise<void> | undefined;
  private unregister: (() => void) | undefined;

  constructor(private readonly options: ConsumerOptions) {
    const { name, source, pool, logger } = options;
    this.name = name;
    this.source = source;
    this.table = new PositionTable(pool, name, source);
    this.health = new LaneHealth({ consumer: name, source }, logger);
    const taker = new BatchTaker(options, this.table, this.applied, this.health);
    this.queue = new WorkQueue(
      (work) => taker.take(work),
      (lane) => this.health.isHalted(lane),
    );
  }

  /** Begins to read. Resolves at once; the source and the database may still be away. */
  async start(): Promise<void> {
    const { stream, logger } = this.options;
    this.subscription ??= await stream.subscribe({
      source: this.source,
      group: this.name,
      startAfter: (lane) => this.startAfter(lane),
      deliver: (lane, batch) => this.queue.add(lane, batch),
    });
    const labels = { consumer: this.name, source: this.source };
    this.unregister ??= consumerLag.add({ labels, logger, lag: () => this.lag() });
  }

  /** Ends after the transaction under way. */
  async stop(): Promise<void> {
    this.unregister?.();
    this.unregister = undefined;
    this.applied.close();
    await this.subscription?.stop();
    this.subscription = undefined;
    this.health.close();
  }

  /**
   * Whether everything up to `position` has been applied, by whichever process; waits for it until `deadline` (milliseconds since
   * 1970). [design 4, fence]
   */
  waitApplied(position: LanePosition, deadline: number): Promise<boolean> {
    const own = (): boolean => this.subscription?.owns(position.lane) ?? false;
    return this.applied.wait(position, deadline, own, () => this.refresh());
  }

  /** Number of events of the source that have not been taken, all lanes together. */
  async lag(): Promise<number> {
    return this.options.stream.lag(this.source, await this.table.all());
  }

  /** Lanes that this process cannot go on in, with the reason. */
  halted(): HaltedLane[] {
    return this.health.halted();
  }

  /**
   * Sets a lane back (or on) to a place, so that it is read anew from there. What was derived from events behind it must have been
   * dropped before. The only way to go back, and the only way past a fork without `dropBack`.
   */
  async rewind(to: LanePosition): Promise<void> {
    const client = await this.options.pool.connect();
    try {
      await client.query('begin');
      await this.table.lock(client, [to.lane]);
      await this.table.move(client, [{ lane: to.lane, epoch: to.epoch, position: to.position }]);
      await client.query('commit');
    } finally {
      client.release();
    }
    this.applied.forget(to.lane);
    if (!this.subscription) return;
    const { subscription } = this;
    this.subscription = undefined;
    await subscription.stop();
    await this.start();
  }

  private async startAfter(lane: number): Promise<Place> {
    const place = await this.table.read(lane);
    this.applied.set(place);
    return place;
  }

  /** Reads what others have moved; callers of one moment share the look. */
  private refresh(): Promise<void> {
    this.refreshing ??= this.table
      .all()
      .then((places) => {
        for (const place of places) this.applied.advance(place);
      })
      .catch((error: unknown) => {
        this.options.logger.debug({ err: error, consumer: this.name }, 'positions cannot be read');
      })
      .finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }
}

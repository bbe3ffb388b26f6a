import type { LanePosition } from '@licet/contracts';
import { comparePositions } from '@licet/contracts';
import type pg from 'pg';
import type { Delivered, Place } from '../event-stream.ts';
import { gapsTotal, parkedTotal } from '../metrics.ts';
import type { Applied } from './applied.ts';
import type { ConsumerOptions } from './consumer-options.ts';
import { forkIn, gapIn, isOverdue, isTransient, LaneStopped, Rewound } from './errors.ts';
import type { LaneHealth } from './lane-health.ts';
import { park } from './parked-events.ts';
import type { PositionTable } from './position-table.ts';
import { placeOf, screen, unreadable, type Gap, type Screened } from './screen.ts';
import { inTransaction } from './transaction.ts';
import type { Work } from './work-queue.ts';

type Batch = Pick<Work, 'lane' | 'batch'>;

/** Takes deliveries into the reader's database: together, then lane by lane, then event by event, until only the guilty one is left. */
export class BatchTaker {
  /** Per lane the end of the gap that was told last; it is met again at every attempt. */
  private readonly alarmed = new Map<number, number>();

  constructor(
    private readonly options: ConsumerOptions,
    private readonly table: PositionTable,
    private readonly applied: Applied,
    private readonly health: LaneHealth,
  ) {}

  async take(work: readonly Work[]): Promise<void> {
    try {
      await this.transaction(work);
      for (const { lane, resolve } of work) this.succeeded(lane, resolve);
    } catch (error) {
      for (const one of work) await this.takeAlone(one, work.length === 1 ? { error } : undefined);
    }
  }

  /** Takes one lane's delivery; `failed` is what came of the attempt as a whole. */
  private async takeAlone(work: Work, failed: { error: unknown } | undefined): Promise<void> {
    try {
      if (!failed) await this.transaction([work]);
      else if (isTransient(failed.error) && !isOverdue(failed.error)) throw failed.error;
      else await this.takeSingly(work);
      this.succeeded(work.lane, work.resolve);
    } catch (error) {
      if (!failed) return this.takeAlone(work, { error });
      this.health.failed(work.lane, error);
      work.reject(error);
    }
    return undefined;
  }

  private async takeSingly({ lane, batch }: Work): Promise<void> {
    for (const delivered of batch) {
      const one = { lane, batch: [delivered] };
      await this.transaction([one]).catch((error: unknown) => this.parkOrThrow(one, delivered, error));
    }
  }

  private async parkOrThrow({ lane }: Batch, delivered: Delivered, error: unknown): Promise<void> {
    if (this.options.failure === 'halt' || error instanceof LaneStopped || isTransient(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const { name: consumer, source, pool, logger } = this.options;
    const { event } = delivered;
    await inTransaction(pool, async (tx) => {
      const known = (await this.table.lock(tx, [lane])).get(lane);
      if (known && comparePositions(event, known) <= 0) return;
      await park(tx, { consumer, source, event, reason });
      await this.table.move(tx, [placeOf(delivered)]);
    });
    this.applied.advance(placeOf(delivered));
    parkedTotal.inc({ consumer, source });
    const { position, epoch, type, streamId } = event;
    logger.error({ err: error, consumer, source, lane, epoch, position, type, streamId }, `event parked: ${reason}`);
  }

  /**
   * What concerns nobody here only moves the positions, in one statement. Answers false, and leaves it to a transaction, where something
   * does, or where this process does not stand where it thought.
   */
  private async passOver(batches: readonly Batch[]): Promise<boolean> {
    const steps = batches.map((one) => this.stepOver(one));
    if (!steps.every((step) => step !== undefined)) return false;
    const moving = steps.filter(({ from, to }) => from !== to);
    if (moving.length > 0 && !(await this.table.step(moving))) return false;
    for (const { to } of moving) this.applied.advance(to);
    return true;
  }

  private stepOver({ lane, batch }: Batch): { from: Place; to: Place } | undefined {
    const { concerns } = this.options;
    const from = this.applied.get(lane);
    if (!from || !concerns || batch.some(({ event }) => unreadable(event) !== undefined || concerns(event)))
      return undefined;
    const { fresh, gaps, fork } = screen(from, batch);
    if (gaps.length > 0 || fork) return undefined;
    const last = fresh.at(-1);
    return { from, to: last ? placeOf(last) : from };
  }

  /** One transaction: what is new is handled, and the positions move behind everything that was delivered. */
  private async transaction(batches: readonly Batch[]): Promise<void> {
    if (await this.passOver(batches)) return;
    const moved = await inTransaction(this.options.pool, async (tx) => {
      const lanes = batches.map(({ lane }) => lane).toSorted((a, b) => a - b);
      const places = await this.table.lock(tx, lanes);
      const screened = batches.map(({ lane, batch }) => this.screened(places.get(lane), batch));
      for (const { fork } of screened) if (fork) await this.dropBack(fork, batches, tx);
      const { concerns = () => true } = this.options;
      const events = screened.flatMap(({ fresh }) => fresh.map(({ event }) => event)).filter(concerns);
      if (events.length > 0) await this.options.handle(events, tx);
      const ends = screened.flatMap(({ fresh }) => fresh.slice(-1).map(placeOf));
      if (ends.length > 0) await this.table.move(tx, ends);
      return [...places.values(), ...ends];
    });
    for (const place of moved) this.applied.advance(place);
  }

  private screened(known: Place | undefined, batch: readonly Delivered[]): Screened {
    if (!known) throw new LaneStopped('The row of the position cannot be locked.');
    const screened = screen(known, batch);
    for (const gap of screened.gaps) this.met(gap, known);
    const [unknown] = screened.fresh.flatMap(({ event }) => unreadable(event) ?? []);
    if (unknown !== undefined) throw this.options.failure === 'halt' ? new LaneStopped(unknown) : new Error(unknown);
    return screened;
  }

  private met(gap: Gap, known: LanePosition): void {
    const remembered = this.applied.get(gap.lane);
    if (remembered && comparePositions(remembered, known) > 0) {
      this.applied.set(known);
      throw new Rewound(`The position in lane ${gap.lane} was set back.`);
    }
    const { failure, name: consumer, source, logger } = this.options;
    const error = gapIn(gap);
    if (this.alarmed.get(gap.lane) !== gap.before) {
      this.alarmed.set(gap.lane, gap.before);
      gapsTotal.inc({ consumer, source });
      logger.error({ consumer, source, ...gap }, error.message);
    }
    if (failure === 'halt') throw error;
  }

  private async dropBack(fork: LanePosition, batches: readonly Batch[], tx: pg.ClientBase): Promise<void> {
    if (!this.options.dropBack || batches.length > 1 || batches[0]?.batch.length !== 1) throw forkIn(fork);
    this.options.logger.warn(
      { ...fork, consumer: this.options.name },
      'a restore has lost events: dropping what came of them',
    );
    await this.options.dropBack(fork, tx);
  }

  private succeeded(lane: number, resolve: () => void): void {
    this.health.went(lane);
    resolve();
  }
}

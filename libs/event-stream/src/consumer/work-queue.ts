import { setImmediate as nextTurn } from 'node:timers/promises';
import { batchSize, type Delivered } from '../event-stream.ts';

/** A delivery that waits for its transaction. */
export interface Work {
  lane: number;
  batch: readonly Delivered[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Deliveries of several lanes that wait at the same moment share one transaction: a reader of many thin lanes then needs a handful of
 * round trips for all of them. A lane `alone` says so of is never joined with others.
 */
export class WorkQueue {
  private waiting: Work[] = [];
  private running = false;

  constructor(
    private readonly run: (work: readonly Work[]) => Promise<void>,
    private readonly alone: (lane: number) => boolean,
  ) {}

  add(lane: number, batch: readonly Delivered[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ lane, batch, resolve, reject });
      if (!this.running) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.running = true;
    await nextTurn(); // lanes that one look has woken come in the same turn
    while (this.waiting.length > 0) {
      const work = this.next();
      await this.run(work).catch((error: unknown) => {
        for (const { reject } of work) reject(error);
      });
    }
    this.running = false; // in the turn that found nothing waiting: what comes in the next one begins anew
  }

  private next(): Work[] {
    const [first, ...others] = this.waiting;
    if (!first) return [];
    const chosen = [first];
    if (!this.alone(first.lane)) {
      let size = first.batch.length;
      for (const work of others) {
        if (this.alone(work.lane) || size + work.batch.length > batchSize) continue;
        size += work.batch.length;
        chosen.push(work);
      }
    }
    this.waiting = this.waiting.filter((work) => !chosen.includes(work));
    return chosen;
  }
}

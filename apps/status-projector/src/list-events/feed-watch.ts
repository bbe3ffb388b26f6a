import { setTimeout as sleep } from 'node:timers/promises';
import { comparePositions } from '@licet/contracts';
import type { Places } from '../domain/cursor.ts';
import type { FeedReader } from './feed-reader.ts';

const pause = 100;

/** Lets pollers wait for the read models to move. One look at the database serves all who wait in this process. */
export class FeedWatch {
  private look: Promise<Places> | undefined;

  constructor(private readonly reader: Pick<FeedReader, 'reached'>) {}

  /** Resolves when something lies behind `place`, or at the deadline (milliseconds since 1970). */
  async waitBehind(place: Places, deadline: number): Promise<boolean> {
    while (Date.now() < deadline) {
      const reached = await this.next();
      if (reached.some((now, i) => comparePositions(now, place[i] ?? now) > 0)) return true;
    }
    return false;
  }

  private next(): Promise<Places> {
    this.look ??= sleep(pause)
      .then(() => this.reader.reached())
      .finally(() => (this.look = undefined));
    return this.look;
  }
}

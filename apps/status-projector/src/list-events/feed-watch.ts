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

  /** Whether everything up to `place` is there, by the deadline at the latest; told at once where it is. */
  async waitFor(place: Places, deadline: number): Promise<boolean> {
    const has = (reached: Places) => place.every((at, i) => comparePositions(reached[i] ?? at, at) >= 0);
    let there = has(await this.reader.reached());
    while (!there && Date.now() < deadline) there = has(await this.next());
    return there;
  }

  private next(): Promise<Places> {
    this.look ??= sleep(pause)
      .then(() => this.reader.reached())
      .finally(() => (this.look = undefined));
    return this.look;
  }
}

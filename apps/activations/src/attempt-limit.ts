import { LRUCache } from 'lru-cache';

const hour = 3_600_000;
const minute = 60_000;
const mostKeys = 100_000;

interface Window {
  since: number;
  recorded: number;
  lastAt: number;
  repeats: number;
}

/**
 * Limits what is recorded of repeated attempts: so many an hour, beyond that one a minute, which carries how many were left out before it.
 * So an attacker cannot fill a disk. In the memory of this process. [RC-OBS-03, design 3]
 */
export class AttemptLimit {
  readonly #windows = new LRUCache<string, Window>({ max: mostKeys });

  /** How many were left out before this one; undefined when this one is left out itself. `now` in milliseconds. */
  take(key: string, perHour: number, now: number): number | undefined {
    const known = this.#windows.get(key);
    const window =
      known && now - known.since < hour ? known : { since: now, recorded: 0, lastAt: 0, repeats: known?.repeats ?? 0 };
    this.#windows.set(key, window);
    if (window.recorded >= perHour && now - window.lastAt < minute) {
      window.repeats++;
      return undefined;
    }
    const { repeats } = window;
    Object.assign(window, { recorded: window.recorded + 1, lastAt: now, repeats: 0 });
    return repeats;
  }
}

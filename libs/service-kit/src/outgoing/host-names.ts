import { LRUCache } from 'lru-cache';
import type { LookupAddress } from 'node:dns';
import { resolveName } from './resolve-name.ts';

/** Every address that a name stands for. Rejects for an unknown name. */
export type LookUp = (hostname: string) => Promise<LookupAddress[]>;

const mostRemembered = 1000;
/** Milliseconds. An answer holds so long at least, and at most. */
const held = { least: 5_000, most: 120_000 };
/** An answer that took long holds so many times as long as it took. */
const timesAsLong = 10;

/**
 * Addresses of names, answers and failures remembered: one look-up at a time for a name, and a name that is slow to answer is looked up for a
 * tenth of the time. [API-OPT-12]
 */
export class HostNames {
  readonly #lookUp: LookUp;
  readonly #answers = new LRUCache<string, Promise<LookupAddress[]>>({
    max: mostRemembered,
    perf: { now: () => performance.now() },
  });

  constructor(lookUp: LookUp = resolveName) {
    this.#lookUp = lookUp;
  }

  addressesOf(hostname: string): Promise<LookupAddress[]> {
    const known = this.#answers.get(hostname);
    if (known) return known;
    const begun = performance.now();
    const answer = this.#lookUp(hostname);
    const hold = () => {
      const took = performance.now() - begun;
      const ttl = Math.min(held.most, Math.max(held.least, timesAsLong * took));
      this.#answers.set(hostname, answer, { ttl });
    };
    this.#answers.set(hostname, answer);
    answer.then(hold, hold);
    return answer;
  }
}

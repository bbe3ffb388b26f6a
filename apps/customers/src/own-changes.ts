import type { Refusal } from '@licet/contracts';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { secondsLeft } from './seconds-left.ts';

/** So many within so many milliseconds. */
const most = 10;
const within = 15 * 60_000;
const mostRemembered = 10_000;

/**
 * How often a person may change how he signs in by password alone, without a token whose calls are counted: each change is recorded for good,
 * and whoever knows one password must not fill the record. Each process counts for itself. [API-USR-04, API-RATE-04]
 */
@Injectable()
export class OwnChanges {
  readonly #made = new LRUCache<string, number>({ max: mostRemembered, ttl: within, noUpdateTTL: true });

  /** Counts one; what it is refused with when there were too many. */
  take(uuid: string): Refusal | undefined {
    const made = this.#made.get(uuid) ?? 0;
    if (made >= most) return { code: 'rate_limited', facts: { retryAfter: secondsLeft(this.#made, uuid) } };
    this.#made.set(uuid, made + 1);
    return undefined;
  }
}

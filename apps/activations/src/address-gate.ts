import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

/** So many answers 5008 within the window shut the gate until it has passed. [SA-ACT-58] */
const mostWrong = 100;
const windowMs = 15 * 60_000;
const mostPairs = 100_000;

/**
 * Shuts out whoever tries too many wrong credentials from one address: counted per license, and together for credentials that name no license.
 * Kept in the memory of this process: with n pods an address has at most n times as many tries. [SA-ACT-58, UNI-32]
 */
@Injectable()
export class AddressGate {
  readonly #wrong = new LRUCache<string, { count: number }>({ max: mostPairs, ttl: windowMs });

  isShut(licenseId: number | undefined, address: string | null): boolean {
    return (this.#wrong.get(pairOf(licenseId, address))?.count ?? 0) >= mostWrong;
  }

  /** Counts one answer 5008. The window begins with the first. */
  count(licenseId: number | undefined, address: string | null): void {
    const pair = pairOf(licenseId, address);
    const wrong = this.#wrong.get(pair);
    if (wrong) wrong.count++;
    else this.#wrong.set(pair, { count: 1 });
  }
}

const pairOf = (licenseId: number | undefined, address: string | null) => `${licenseId ?? ''}/${address ?? ''}`;

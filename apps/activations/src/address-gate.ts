import { defaultAccountSettings } from '@licet/contracts';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { FactsInMemory } from './replicas/facts-in-memory.ts';

const mostPairs = 100_000;

/** Who tries, as far as it is known, on what. */
export interface Trying {
  address: string | null;
  /** Undefined for credentials that name no license. */
  licenseId: number | undefined;
  /** Whose limits hold; undefined where nobody knows, and then the default. */
  authorId: number | undefined;
}

/**
 * Shuts out whoever tries too many wrong credentials from one address: counted per license, and together for
 * credentials of one account that name no license, or of no account that is known.
 * How many, and for how long, the account says. Kept in the memory of this process: with n pods an address has at most n times as many tries.
 * [SA-ACT-58, UNI-32, API-ACC-07]
 */
@Injectable()
export class AddressGate {
  readonly #wrong = new LRUCache<string, { count: number }>({ max: mostPairs, perf: Date });

  constructor(private readonly facts: FactsInMemory) {}

  isShut(trying: Trying): boolean {
    return (this.#wrong.get(pairOf(trying))?.count ?? 0) >= this.#limits(trying).count;
  }

  /** Counts one answer 5008. The window begins with the first. */
  count(trying: Trying): void {
    const wrong = this.#wrong.get(pairOf(trying));
    if (wrong) wrong.count++;
    else this.#wrong.set(pairOf(trying), { count: 1 }, { ttl: this.#limits(trying).minutes * 60_000 });
  }

  #limits({ authorId }: Trying) {
    const account = authorId === undefined ? undefined : this.facts.account(authorId);
    return account?.activationFailures ?? defaultAccountSettings.activationFailures;
  }
}

/** Each account has its own count, as it has its own limits: what programs of one get wrong shuts out none of another's behind the same address. */
const pairOf = ({ licenseId, authorId, address }: Trying) =>
  `${licenseId ?? `author ${authorId ?? ''}`}/${address ?? ''}`;

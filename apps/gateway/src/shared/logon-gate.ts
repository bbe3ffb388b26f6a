import { type AccountSettings, networkOf } from '@licet/contracts';
import { LRUCache } from 'lru-cache';

type Limit = AccountSettings['logonFailures'];

const minute = 60_000;
const mostAddresses = 100_000;
/** The largest limit that can be set: more tries than that need not be remembered. */
const mostKept = 1000;
const longestWindow = 1440 * minute;

/**
 * Shuts out an address after so many failed author logons, until they have passed; others are not affected, so that nobody can lock out a
 * back office. Of IPv6 a network of one subscriber is one address: he has as many as he likes. Kept in the memory of this process: with n gateways an address has at most n times as many tries. [AUTH-10]
 */
export class LogonGate {
  /** Times of failed logons by network, oldest first; milliseconds. */
  readonly #failed = new LRUCache<string, number[]>({ max: mostAddresses, ttl: longestWindow });

  /** Whether anything is counted against the address, so that its limit matters. */
  isSuspect(address: string | null): boolean {
    return this.#failed.has(named(address));
  }

  isShut(address: string | null, { count, minutes }: Limit, now = Date.now()): boolean {
    const since = now - minutes * minute;
    return (this.#failed.get(named(address)) ?? []).filter((at) => at > since).length >= count;
  }

  count(address: string | null, now = Date.now()): void {
    const before = this.#failed.get(named(address)) ?? [];
    this.#failed.set(named(address), [...before.slice(1 - mostKept), now]);
  }
}

const named = (address: string | null): string => networkOf(address ?? '');

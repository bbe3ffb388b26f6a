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
 * back office. Of IPv6 a network of one subscriber is one address: he has as many as he likes. Kept in the memory of this process: with n
 * gateways an address has at most n times as many tries. [AUTH-10]
 */
export class LogonGate {
  /** Times of failed logons by network, oldest first; milliseconds. */
  readonly #failed = new LRUCache<string, number[]>({ max: mostAddresses, ttl: longestWindow });
  /** Logons that are being judged, by network. */
  readonly #running = new Map<string, Set<Promise<void>>>();

  /** Whether anything is counted against the address, so that its limit matters. */
  isSuspect(address: string | null): boolean {
    return this.#failed.has(named(address));
  }

  isShut(address: string | null, limit: Limit, now = Date.now()): boolean {
    return this.#left(named(address), limit, now) <= 0;
  }

  count(address: string | null, now = Date.now()): void {
    const before = this.#failed.get(named(address)) ?? [];
    this.#failed.set(named(address), [...before.slice(1 - mostKept), now]);
  }

  /**
   * Has a logon judged, and counts it where it fails; undefined where the address is shut out. While those that are being judged could use up
   * what is left, it waits for them: as many as come at once have no more tries than those that come one after the other.
   */
  async judged<T>(
    address: string | null,
    limitOf: () => Promise<Limit>,
    { judge, isFailed }: { judge: () => Promise<T>; isFailed: (result: T) => boolean },
  ): Promise<T | undefined> {
    const name = named(address);
    const limit = this.#failed.has(name) || this.#running.has(name) ? await limitOf() : undefined;
    while (limit) {
      const left = this.#left(name, limit);
      if (left <= 0) return undefined;
      const running = this.#running.get(name);
      if (!running || running.size < left) break;
      await Promise.race(running);
    }
    const judging = judge();
    const end = judging.then(
      (result) => {
        if (isFailed(result)) this.count(address);
      },
      () => undefined,
    );
    await this.#runs(name, end);
    return judging;
  }

  async #runs(name: string, end: Promise<void>): Promise<void> {
    const running = this.#running.get(name) ?? new Set();
    this.#running.set(name, running.add(end));
    await end;
    running.delete(end);
    if (running.size === 0) this.#running.delete(name);
  }

  #left(name: string, { count, minutes }: Limit, now = Date.now()): number {
    const since = now - minutes * minute;
    return count - (this.#failed.get(name) ?? []).filter((at) => at > since).length;
  }
}

const named = (address: string | null): string => networkOf(address ?? '');

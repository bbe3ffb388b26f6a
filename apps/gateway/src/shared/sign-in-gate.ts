import { networkOf } from '@licet/contracts';
import { LRUCache } from 'lru-cache';
import { setTimeout as sleep } from 'node:timers/promises';

/** Failed tries are remembered so long, from the first. Milliseconds. */
const window = 15 * 60_000;
/** Logins and addresses with failed tries: names can be made up without end. */
const mostRemembered = 100_000;
/** So many cost nothing: of a login, and of an address, behind which many people may sit. Each further one doubles the wait, up to the longest. */
const free = { login: 3, address: 20 };
/** Milliseconds. */
const wait = { first: 250, longest: 4000 };
/** So many tries may wait at a time: of one address for one login, and of one address in all, behind which many people may sit. */
const mostWaiting = { login: 10, address: 100 };

/** So many tries wait already that no more are taken. Whoever does not tell it in a form of its own answers 503. */
export class TooManyTries extends Error {
  override readonly name = 'TooManyTries';
  readonly code = 'unavailable';
  /** Seconds. */
  readonly retryAfter = wait.longest / 1000;
}

/** Who tries: by name, and from where. A `relay` tries for many people, such as a server of the author: nothing is counted against its address. */
export interface Trying {
  login: string;
  address: string;
  relay?: boolean;
}

/**
 * Slows tries to sign in, by login and by address, the more the more have failed. Nobody is ever refused a right password for what others
 * have tried: it only takes him a few seconds. Kept in the memory of this process. [API-USR-06, SC-05]
 */
export class SignInGate {
  readonly #failed = new LRUCache<string, number>({ max: mostRemembered, ttl: window, noUpdateTTL: true });
  readonly #waiting = new Map<string, number>();
  readonly #sleep: (milliseconds: number) => Promise<unknown>;

  constructor() {
    this.#sleep = sleep;
  }

  /**
   * Runs `attempt` when it is its turn. It counts as failed from the start, so that those that come at once wait for each other; one that
   * does not fail is taken back, and ends the count of the login unless it is only halfway there. @throws TooManyTries where too many of the address wait already.
   */
  async slowed<T extends { ok: boolean; halfway?: boolean }>(
    { login, address, relay = false }: Trying,
    attempt: () => Promise<T>,
  ): Promise<T> {
    const network = networkOf(address);
    const names = { login: `login ${login}`, ...(!relay && { address: `address ${network}` }) };
    const delays = [delayAfter(this.#count(names.login), free.login)];
    if (names.address !== undefined) delays.push(delayAfter(this.#count(names.address), free.address));
    try {
      await this.#wait(network, `${network} ${login}`, Math.max(...delays));
      const result = await attempt();
      if (result.ok || result.halfway) this.#takeBack(names);
      if (result.ok) this.#failed.delete(names.login);
      return result;
    } catch (error) {
      this.#takeBack(names);
      throw error;
    }
  }

  #takeBack(names: Record<string, string>): void {
    for (const name of Object.values(names)) {
      const failures = this.#failed.get(name) ?? 0;
      if (failures > 1) this.#failed.set(name, failures - 1);
      else this.#failed.delete(name);
    }
  }

  /** How many there were before this one. What is too old goes as it is read, so that the next one is a first one. */
  #count(name: string): number {
    const before = this.#failed.get(name) ?? 0;
    this.#failed.set(name, before + 1);
    return before;
  }

  async #wait(network: string, login: string, milliseconds: number): Promise<void> {
    if (milliseconds === 0) return;
    const waitingOf = (name: string) => this.#waiting.get(name) ?? 0;
    if (waitingOf(login) >= mostWaiting.login || waitingOf(network) >= mostWaiting.address) throw new TooManyTries();
    for (const name of [network, login]) this.#waiting.set(name, waitingOf(name) + 1);
    try {
      await this.#sleep(milliseconds);
    } finally {
      for (const name of [network, login]) {
        if (waitingOf(name) > 1) this.#waiting.set(name, waitingOf(name) - 1);
        else this.#waiting.delete(name);
      }
    }
  }
}

/** How long a try waits after so many that failed, of which the first ones cost nothing. Milliseconds. */
export const delayAfter = (failures: number, costless: number): number =>
  failures < costless ? 0 : Math.min(wait.longest, wait.first * 2 ** (failures - costless));

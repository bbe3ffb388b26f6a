import { Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { setTimeout as sleep } from 'node:timers/promises';
import { networkOf } from '../../shared/network-of.ts';
import { Problem } from '../http/problem.ts';

/** Failed tries are remembered so long. Seconds. */
const window = 900;
/** So many cost nothing: of a login, and of an address, behind which many people may sit. Each further one doubles the wait, up to the longest. */
const free = { login: 3, address: 20 };
/** Milliseconds. */
const wait = { first: 250, longest: 4000 };
/** So many tries may wait at a time: of one address for one login, and of one address in all, behind which many people may sit. */
const mostWaiting = { login: 10, address: 100 };

/**
 * Slows tries to sign in, by login and by address, the more the more have failed. Nobody is ever refused a right password for what others
 * have tried: it only takes him a few seconds. Kept in the memory of this process. [API-USR-06]
 */
@Injectable()
export class SignInGate {
  readonly #failed = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: window });
  readonly #waiting = new Map<string, number>();
  readonly #sleep: (milliseconds: number) => Promise<unknown>;

  constructor() {
    this.#sleep = sleep;
  }

  /**
   * Runs `attempt` when it is its turn. It counts as failed from the start, so that those that come at once wait for each other; one that
   * does not fail is taken back, and ends the count of the login unless it is only halfway there. 429 where too many of the address wait already.
   */
  async slowed<T extends { ok: boolean; halfway?: boolean }>(
    login: string,
    address: string,
    attempt: () => Promise<T>,
  ): Promise<T> {
    const network = networkOf(address);
    const names = { login: `login ${login}`, address: `address ${network}` };
    const before = { login: await this.#count(names.login), address: await this.#count(names.address) };
    try {
      const delays = [delayAfter(before.login, free.login), delayAfter(before.address, free.address)];
      await this.#wait(network, `${network} ${login}`, Math.max(...delays));
      const result = await attempt();
      if (result.ok) {
        await this.#failed.delete(names.login);
        await this.#failed.reward(names.address);
      } else if (result.halfway) await this.#takeBack(names);
      return result;
    } catch (error) {
      await this.#takeBack(names);
      throw error;
    }
  }

  async #takeBack(names: Record<string, string>): Promise<void> {
    await Promise.all(Object.values(names).map((name) => this.#failed.reward(name)));
  }

  /** How many there were before this one. */
  async #count(name: string): Promise<number> {
    return (await this.#failed.penalty(name)).consumedPoints - 1;
  }

  async #wait(network: string, login: string, milliseconds: number): Promise<void> {
    if (milliseconds === 0) return;
    const waitingOf = (name: string) => this.#waiting.get(name) ?? 0;
    if (waitingOf(login) >= mostWaiting.login || waitingOf(network) >= mostWaiting.address) {
      const headers = { 'retry-after': String(wait.longest / 1000) };
      throw new Problem('rate_limited', undefined, { headers });
    }
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

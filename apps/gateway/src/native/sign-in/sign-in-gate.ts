import { Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../http/problem.ts';

/** Failed tries are remembered so long. Seconds. */
const window = 900;
/** So many cost nothing: of a login, and of an address, behind which many people may sit. Each further one doubles the wait, up to the longest. */
const free = { login: 3, address: 20 };
/** Milliseconds. */
const wait = { first: 250, longest: 4000 };
/** So many tries of one address may wait at a time. */
const mostWaiting = 10;

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

  /** Runs `attempt` when it is its turn, and counts it where it fails. 429 where too many of the address wait already. */
  async slowed<T extends { ok: boolean }>(login: string, address: string, attempt: () => Promise<T>): Promise<T> {
    const names = { login: `login ${login}`, address: `address ${address}` };
    const delays = [
      delayAfter(await this.#failures(names.login), free.login),
      delayAfter(await this.#failures(names.address), free.address),
    ];
    await this.#wait(address, Math.max(...delays));
    const result = await attempt();
    if (result.ok) await this.#failed.delete(names.login);
    else await Promise.all(Object.values(names).map((name) => this.#failed.penalty(name)));
    return result;
  }

  async #failures(name: string): Promise<number> {
    return (await this.#failed.get(name))?.consumedPoints ?? 0;
  }

  async #wait(address: string, milliseconds: number): Promise<void> {
    if (milliseconds === 0) return;
    const waiting = this.#waiting.get(address) ?? 0;
    if (waiting >= mostWaiting) {
      const headers = { 'retry-after': String(wait.longest / 1000) };
      throw new Problem('rate_limited', undefined, { headers });
    }
    this.#waiting.set(address, waiting + 1);
    try {
      await this.#sleep(milliseconds);
    } finally {
      const left = (this.#waiting.get(address) ?? 1) - 1;
      if (left > 0) this.#waiting.set(address, left);
      else this.#waiting.delete(address);
    }
  }
}

/** How long a try waits after so many that failed, of which the first ones cost nothing. Milliseconds. */
export const delayAfter = (failures: number, costless: number): number =>
  failures < costless ? 0 : Math.min(wait.longest, wait.first * 2 ** (failures - costless));

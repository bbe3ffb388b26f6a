import { networkOf } from '@licet/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { GATEWAY, type Gateway } from '../../shared/gateway.ts';
import { pathOf } from '../../shared/target.ts';
import { Problem } from './problem.ts';

export const rateClasses = ['read', 'write', 'runtime'] as const;
export type RateClass = (typeof rateClasses)[number];

/** An account may call so many times as often as one of its keys. */
export const keysOfAccount = 5;
/** Seconds. */
const window = 60;

/** What is left of a budget. `resetSeconds`: until it is full again. */
export interface Budget {
  limit: number;
  remaining: number;
  resetSeconds: number;
}

/** How the budgets of a call stand after it. */
export interface Granted {
  granted: boolean;
  /** The one with less left. */
  tightest: Budget;
}

export interface Caller {
  authorId: number;
  actor: { kind: string; id: string };
}

/** Logins of people are their own within an account only. */
export const nameOf = ({ authorId, actor }: Caller): string => `${actor.kind} ${authorId} ${actor.id}`;

/** Customers of an account share a budget of their own: however often they call, the account itself may call as often as before. */
export const accountOf = ({ authorId, actor }: Caller): string =>
  actor.kind === 'customer' ? `customers ${authorId}` : String(authorId);

/**
 * How often one may call: per key and per account, with a budget for each class, and per network for what fails. Each gateway keeps its share
 * in memory: nobody waits for a store that all share, and none that is away lets anybody in or keeps anybody out. [API-RATE-03, API-RATE-04]
 */
@Injectable()
export class RateLimits {
  readonly #keys: Record<RateClass, RateLimiterMemory>;
  readonly #accounts: Record<RateClass, RateLimiterMemory>;
  readonly #failed: RateLimiterMemory;

  constructor(@Inject(GATEWAY) { config }: Gateway) {
    const { gateways, perMinute } = config.rates;
    const limiter = (calls: number) =>
      new RateLimiterMemory({ points: Math.max(1, Math.ceil(calls / gateways)), duration: window });
    const each = (calls: (of: RateClass) => number) =>
      Object.fromEntries(rateClasses.map((of) => [of, limiter(calls(of))])) as Record<RateClass, RateLimiterMemory>;
    this.#keys = each((of) => perMinute[of]);
    this.#accounts = each((of) => keysOfAccount * perMinute[of]);
    this.#failed = limiter(perMinute.failed);
  }

  /** Counts a call against its key and then against its account. */
  async take(of: RateClass, caller: Caller): Promise<Granted> {
    const key = await consume(this.#keys[of], nameOf(caller));
    if (!key.granted) return key;
    const account = await consume(this.#accounts[of], accountOf(caller));
    return !account.granted || account.tightest.remaining < key.tightest.remaining ? account : key;
  }

  /** Counts a call that proved nobody to be anybody against the network that it came from. */
  takeFailed(address: string): Promise<Granted> {
    return consume(this.#failed, networkOf(address));
  }

  /** Without counting anything. [API-ACC-03] */
  async usage(of: RateClass, caller: Caller): Promise<{ key: Budget; account: Budget }> {
    const [key, account] = [this.#keys[of], this.#accounts[of]];
    return {
      key: budgetOf(key, await key.get(nameOf(caller))),
      account: budgetOf(account, await account.get(accountOf(caller))),
    };
  }
}

export async function consume(limiter: RateLimiterMemory, name: string): Promise<Granted> {
  try {
    return { granted: true, tightest: budgetOf(limiter, await limiter.consume(name)) };
  } catch (used) {
    if (!(used instanceof RateLimiterRes)) throw used;
    return { granted: false, tightest: budgetOf(limiter, used) };
  }
}

const budgetOf = ({ points }: RateLimiterMemory, used: RateLimiterRes | null): Budget => ({
  limit: points,
  remaining: Math.max(0, used?.remainingPoints ?? points),
  resetSeconds: Math.max(1, Math.ceil((used?.msBeforeNext ?? window * 1000) / 1000)),
});

export const tooOften = ({ resetSeconds }: Budget): Problem =>
  new Problem('rate_limited', undefined, { headers: { 'retry-after': String(resetSeconds) } });

const runtime = /^\/api\/v1\/(installations|sessions)(\/|$)/;

/** Which budget a request takes from. */
export function classOf(request: FastifyRequest): RateClass {
  if (request.method === 'GET' || request.method === 'HEAD') return 'read';
  return request.method === 'POST' && runtime.test(pathOf(request)) ? 'runtime' : 'write';
}

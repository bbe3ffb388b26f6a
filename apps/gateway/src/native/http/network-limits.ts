import { networkOf } from '@licet/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { GATEWAY, type Gateway } from '../../shared/gateway.ts';
import { consume, tooOften } from './rate-limits.ts';

/**
 * So many calls are taken from one network: a school behind one address starts a class, and nobody fills a disk with trials or has the
 * provider of an account called without end. A sign-in takes two.
 */
const calls = { trials: 60, openId: 120 };
/** Seconds. */
const window = 60;

/** How often something may be asked for without a key, per network. Each gateway grants its share. [API-OPT-15, API-USR-04, API-RATE-04] */
@Injectable()
export class NetworkLimits {
  readonly #limiters: Record<keyof typeof calls, RateLimiterMemory>;

  constructor(@Inject(GATEWAY) { config }: Gateway) {
    const limiter = (of: keyof typeof calls) =>
      new RateLimiterMemory({ points: Math.max(1, Math.ceil(calls[of] / config.rates.gateways)), duration: window });
    this.#limiters = { trials: limiter('trials'), openId: limiter('openId') };
  }

  /** Throws once there were too many. */
  async take(of: keyof typeof calls, { ip }: FastifyRequest): Promise<void> {
    const { granted, tightest } = await consume(this.#limiters[of], networkOf(ip));
    if (!granted) throw tooOften(tightest);
  }
}

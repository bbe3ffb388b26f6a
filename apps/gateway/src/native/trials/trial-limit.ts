import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { GATEWAY, type Gateway } from '../../shared/gateway.ts';
import { type Granted, consume } from '../http/rate-limits.ts';
import { networkOf } from '../../shared/network-of.ts';

/** So many trials are started, or asked for again, from one network: a school behind one address starts a class, and nobody fills a disk. */
const calls = 60;
/** Seconds. */
const window = 60;

/** How often trials may be asked for without a key, per address. Each gateway grants its share. [API-OPT-15, API-RATE-04] */
@Injectable()
export class TrialLimit {
  readonly #calls: RateLimiterMemory;

  constructor(@Inject(GATEWAY) { config }: Gateway) {
    const points = Math.max(1, Math.ceil(calls / config.rates.gateways));
    this.#calls = new RateLimiterMemory({ points, duration: window });
  }

  take(address: string): Promise<Granted> {
    return consume(this.#calls, networkOf(address));
  }
}

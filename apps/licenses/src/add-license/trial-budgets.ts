import { DryRun } from '@licet/dry-run';
import { type CallContext, type Refusal, networkOf, site } from '@licet/contracts';
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Option } from '../domain/option.ts';

/** Seconds. */
const window = 3600;

/** One that was counted. `giveBack`: nothing came of it. */
interface Taken {
  giveBack: () => Promise<void>;
}

/**
 * How many trials that were never there before everybody may start of an option within an hour, in all and from one site, which may have as
 * many addresses as it likes. Kept in the memory of the pod that an option's trials are asked of: while pods come and go, each grants as many. [API-OPT-15]
 */
@Injectable()
export class TrialBudgets {
  readonly #counts = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: window });

  /** Counts one more, or says what it is refused with. */
  async take({ optionId, settings }: Option, { address }: CallContext): Promise<Refusal | Taken> {
    const { mostPerHour, mostPerHourAndNetwork } = settings.publicTrials;
    const budgets: [name: string, most: number][] = [
      [`${optionId} ${networkOf(address ?? '', site)}`, mostPerHourAndNetwork],
      [String(optionId), mostPerHour],
    ];
    if (DryRun.current) return (await this.#exhausted(budgets)) ?? { giveBack: () => Promise.resolve() };
    const taken: string[] = [];
    const giveBack = async () => {
      await Promise.all(taken.map((name) => this.#counts.reward(name)));
    };
    for (const [name, most] of budgets) {
      const counted = await this.#counts.consume(name);
      taken.push(name);
      if (counted.consumedPoints <= most) continue;
      await giveBack();
      return { code: 'rate_limited', facts: { retryAfter: secondsOf(counted) } };
    }
    return { giveBack };
  }

  /** What one more would be refused with; takes nothing. */
  async #exhausted(budgets: readonly [name: string, most: number][]): Promise<Refusal | undefined> {
    for (const [name, most] of budgets) {
      const counted = await this.#counts.get(name);
      if (counted && counted.consumedPoints >= most)
        return { code: 'rate_limited', facts: { retryAfter: secondsOf(counted) } };
    }
    return undefined;
  }
}

const secondsOf = ({ msBeforeNext }: RateLimiterRes): number => Math.max(1, Math.ceil(msBeforeNext / 1000));

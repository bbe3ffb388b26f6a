import { Inject, Injectable } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../shared/gateway.ts';
import { Problem } from '../http/problem.ts';
import { type Caller, accountOf, keysOfAccount, nameOf } from '../http/rate-limits.ts';

/** Whoever is refused may come back so many seconds later: by then it is seen which clients have gone. */
const retryAfter = 15;

/**
 * How many event streams a key and an account hold open at this gateway, which grants its share as with calls: each costs a connection and a
 * reader of the feed for as long as it lasts. [API-EVT-04, API-RATE-03]
 */
@Injectable()
export class OpenStreams {
  readonly #open = new Map<string, number>();
  readonly #most: number;

  constructor(@Inject(GATEWAY) { config }: Pick<Gateway, 'config'>) {
    const { gateways, eventStreams } = config.rates;
    this.#most = Math.max(1, Math.ceil(eventStreams / gateways));
  }

  /** Counts one more, until what it returns is called. Throws `rate_limited` as a problem where there are as many as there may be. */
  open(caller: Caller): () => void {
    const held = [
      { name: `key ${nameOf(caller)}`, most: this.#most, whose: 'this key' },
      { name: `account ${accountOf(caller)}`, most: keysOfAccount * this.#most, whose: 'this account' },
    ];
    for (const { name, most, whose } of held) if (this.#of(name) >= most) throw tooMany(most, whose);
    for (const { name } of held) this.#open.set(name, this.#of(name) + 1);
    let closed = false;
    return () => {
      if (closed) return;
      closed = true;
      for (const { name } of held) this.#close(name);
    };
  }

  #of(name: string): number {
    return this.#open.get(name) ?? 0;
  }

  #close(name: string): void {
    const left = this.#of(name) - 1;
    if (left > 0) this.#open.set(name, left);
    else this.#open.delete(name);
  }
}

const tooMany = (most: number, whose: string): Problem =>
  new Problem('rate_limited', `As many event streams of ${whose} are open as may be (${most}): close one first.`, {
    headers: { 'retry-after': String(retryAfter) },
  });

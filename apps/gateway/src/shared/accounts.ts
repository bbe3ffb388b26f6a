import type { CommandBus } from '@licet/command-bus';
import { type AccountSettings, type CallContext, GetAccount, defaultAccountSettings } from '@licet/contracts';
import { LRUCache } from 'lru-cache';

/** How long settings are remembered while changes are heard of at once, and while they are not. Milliseconds. */
const remembered = { hearing: 60_000, deaf: 4000 };

/** Settings of accounts as `customers` tells them; a change drops what is remembered, so that it holds on the next call. [API-ACC-07] */
export class Accounts {
  readonly #bus: CommandBus;
  readonly #known = new LRUCache<number, AccountSettings>({ max: 10_000, ttl: remembered.deaf });
  #hearing = false;
  #generation = 0;

  constructor(bus: CommandBus) {
    this.#bus = bus;
  }

  /** Those of an account that does not exist are the defaults: nobody learns by them that it does not. */
  async settings(authorId: number, context: CallContext): Promise<AccountSettings> {
    const known = this.#known.get(authorId);
    if (known) return known;
    const generation = this.#generation;
    const reply = await this.#bus.call(GetAccount, { authorId }, context);
    if (!reply.ok) return defaultAccountSettings;
    const { settings } = reply.value;
    const ttl = this.#hearing ? remembered.hearing : remembered.deaf;
    if (generation === this.#generation) this.#known.set(authorId, settings, { ttl });
    return settings;
  }

  forget(authorId: number): void {
    this.#generation++;
    this.#known.delete(authorId);
  }

  /** Whether every change of an account is told by `forget` as it happens. */
  hears(everything: boolean): void {
    if (this.#hearing && !everything) {
      this.#generation++;
      this.#known.clear();
    }
    this.#hearing = everything;
  }
}

/** Somebody has more waiting than he may, or has waited too long. */
export class NoPlace extends Error {}

export interface FairPlacesOptions {
  /** How much is under way at a time, of all and of each. */
  places: number;
  each: number;
  /** How many of each may wait, and for how long: milliseconds. */
  waiting: number;
  patience: number;
}

interface Waiting {
  begin: () => void;
  timer: NodeJS.Timeout;
}

/**
 * A few places that accounts share. None has more than its share, those who wait are taken in turn, an account after the other, and whoever has
 * too much waiting is turned away: so nobody keeps others waiting for longer than a place takes to become free.
 */
export class FairPlaces {
  readonly #running = new Map<number, number>();
  /** In the order in which accounts come next. */
  readonly #waiting = new Map<number, Waiting[]>();
  #busy = 0;

  constructor(private readonly options: FairPlacesOptions) {}

  /** Does it as soon as it is this account's turn. Throws `NoPlace`. */
  async take<T>(account: number, work: () => Promise<T>): Promise<T> {
    if (this.#isFree(account)) this.#enter(account);
    else await this.#turn(account);
    try {
      return await work();
    } finally {
      this.#leave(account);
    }
  }

  #isFree(account: number): boolean {
    return this.#busy < this.options.places && this.#runningOf(account) < this.options.each;
  }

  #runningOf(account: number): number {
    return this.#running.get(account) ?? 0;
  }

  #enter(account: number): void {
    this.#busy += 1;
    this.#running.set(account, this.#runningOf(account) + 1);
  }

  #leave(account: number): void {
    this.#busy -= 1;
    const left = this.#runningOf(account) - 1;
    if (left === 0) this.#running.delete(account);
    else this.#running.set(account, left);
    this.#next();
  }

  #turn(account: number): Promise<void> {
    const queue = this.#waiting.get(account) ?? [];
    if (queue.length >= this.options.waiting) throw new NoPlace(`Account ${account} has too much waiting.`);
    return new Promise((begin, reject) => {
      const timer = setTimeout(() => {
        this.#drop(account, it);
        reject(new NoPlace(`Account ${account} has waited too long.`));
      }, this.options.patience);
      const it: Waiting = { begin, timer };
      this.#waiting.set(account, [...queue, it]);
    });
  }

  /** The account that has waited longest for its turn, of those that have not their share already. */
  #next(): void {
    for (const [account, [first, ...others]] of this.#waiting) {
      if (!first || !this.#isFree(account)) continue;
      this.#waiting.delete(account);
      if (others.length > 0) this.#waiting.set(account, others); // behind all others
      clearTimeout(first.timer);
      this.#enter(account);
      first.begin();
      return;
    }
  }

  #drop(account: number, one: Waiting): void {
    const left = (this.#waiting.get(account) ?? []).filter((it) => it !== one);
    if (left.length > 0) this.#waiting.set(account, left);
    else this.#waiting.delete(account);
  }
}

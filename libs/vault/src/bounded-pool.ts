import { VaultOverloaded } from './errors.ts';

/** Runs at most `atOnce` jobs at a time and lets at most `longestQueue` wait, in turn. Throws `VaultOverloaded` beyond. */
export class BoundedPool {
  readonly #atOnce: number;
  readonly #longestQueue: number;
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor(atOnce: number, longestQueue: number) {
    this.#atOnce = atOnce;
    this.#longestQueue = longestQueue;
  }

  async run<T>(job: () => Promise<T>): Promise<T> {
    if (this.#running < this.#atOnce) this.#running += 1;
    else await this.#turn();
    try {
      return await job();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  async #turn(): Promise<void> {
    if (this.#queue.length >= this.#longestQueue) throw new VaultOverloaded();
    await new Promise<void>((resolve) => this.#queue.push(resolve)); // whoever ends hands over its place
  }
}

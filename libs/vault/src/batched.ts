import { DryRun } from '@licet/dry-run';

/**
 * Gathers what callers ask for at the same moment, and while a request is on its way, into one request of at most `size` distinct keys.
 * A failed request fails those who waited for it; the next one starts anew.
 */
export class Batched<V> {
  readonly #ask: (keys: string[]) => Promise<Map<string, V>>;
  readonly #size: number;
  #waiting = new Map<string, PromiseWithResolvers<V | undefined>>();
  #running = false;

  constructor(size: number, ask: (keys: string[]) => Promise<Map<string, V>>) {
    this.#size = size;
    this.#ask = ask;
  }

  get(key: string): Promise<V | undefined> {
    let entry = this.#waiting.get(key);
    if (!entry) {
      entry = withResolvers();
      this.#waiting.set(key, entry);
      if (!this.#running) DryRun.outside(() => void this.#run()); // for all who ask meanwhile
    }
    return entry.promise;
  }

  async #run(): Promise<void> {
    this.#running = true;
    await Promise.resolve(); // the rest of this moment's callers
    while (this.#waiting.size) {
      const batch = [...this.#waiting].slice(0, this.#size);
      for (const [key] of batch) this.#waiting.delete(key);
      try {
        const values = await this.#ask(batch.map(([key]) => key));
        for (const [key, { resolve }] of batch) resolve(values.get(key));
      } catch (error) {
        for (const [, { reject }] of batch) reject(error);
      }
    }
    this.#running = false;
  }
}

interface PromiseWithResolvers<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
}

function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Time during which at least one of several things was waited for. */
export class BusyTime {
  #under = 0;
  #since = 0;
  #total = 0;

  /** Milliseconds so far. */
  get milliseconds(): number {
    return this.#total;
  }

  async during<T>(work: Promise<T>): Promise<T> {
    if (this.#under++ === 0) this.#since = performance.now();
    try {
      return await work;
    } finally {
      if (--this.#under === 0) this.#total += performance.now() - this.#since;
    }
  }
}

import type { Logger } from 'pino';

/** What was opened, closed in reverse order and once. One that fails is logged and hinders no other. */
export class Closers {
  readonly #logger: Logger;
  readonly #closers: { name: string; close: () => unknown }[] = [];
  #closing: Promise<void> | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  add(name: string, close: () => unknown): void {
    this.#closers.push({ name, close });
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    for (const { name, close } of this.#closers.reverse()) {
      try {
        await close();
      } catch (error) {
        this.#logger.warn({ err: error, part: name }, 'A part did not close cleanly.');
      }
    }
  }
}

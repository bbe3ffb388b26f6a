import { once, setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Ends the waits of all lanes at once: more than the ten listeners at which Node suspects a leak. */
export function stopSignal(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/** Waits, or less when aborted. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** The result of `work`; rejects as soon as the signal is given, whatever becomes of the work. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  work.catch(() => undefined); // nobody may be left to hear of it
  signal.throwIfAborted();
  const ended = new AbortController();
  const aborted = once(signal, 'abort', { signal: ended.signal }).then(() => {
    throw signal.reason;
  });
  aborted.catch(() => undefined);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    ended.abort();
  }
}

/** Waits for the end of `work`, well or ill, but no longer than that. */
export async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const ended = new AbortController();
  const end = (): void => {
    ended.abort();
  };
  work.then(end, end);
  await pause(milliseconds, ended.signal);
}

/** Delays between attempts: doubling from 50 ms up to a limit. */
export class Backoff {
  private failures = 0;
  private readonly limit: number;

  constructor(limit = 5000) {
    this.limit = limit;
  }

  /** Milliseconds to wait after one more failure. */
  next(): number {
    return Math.min(this.limit, 50 * 2 ** Math.min(this.failures++, 20));
  }

  reset(): void {
    this.failures = 0;
  }
}

/** Wakes everybody who waits at that moment. */
export class Bell {
  private readonly waiting = new Set<() => void>();

  ring(): void {
    for (const wake of this.waiting) wake();
  }

  /** Resolves at the next ring, when aborted, or after `milliseconds`. */
  next(signal: AbortSignal, milliseconds?: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        clearTimeout(timer);
        resolve();
      };
      const timer = milliseconds === undefined ? undefined : setTimeout(wake, milliseconds);
      this.waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
      if (signal.aborted) wake();
    });
  }
}

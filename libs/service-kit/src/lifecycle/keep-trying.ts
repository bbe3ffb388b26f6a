import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

const firstPause = 20;
const longestPause = 5000;

/** Ends many attempts at once: more than the ten listeners at which Node suspects a leak. */
export function stopSignal(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/** Does something until it succeeds (true) or the signal comes (false), with growing pauses. Milliseconds. */
export async function keepTrying(
  attempt: () => Promise<unknown>,
  signal: AbortSignal,
  failed: (error: unknown, nextPause: number) => void,
): Promise<boolean> {
  for (let pause = firstPause; !signal.aborted; pause = Math.min(pause * 2, longestPause)) {
    try {
      await attempt();
      return true;
    } catch (error) {
      failed(error, pause);
      await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
  return false;
}

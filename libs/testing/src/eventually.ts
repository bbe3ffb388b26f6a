import { setTimeout as sleep } from 'node:timers/promises';

const pause = 15;

/**
 * Waits until `condition` holds: until it neither throws nor answers `false`. Returns its answer; when time (milliseconds) is up, fails
 * with its last error.
 */
export async function eventually<T>(
  condition: () => T | Promise<T>,
  { timeout = 10_000 }: { timeout?: number } = {},
): Promise<Exclude<T, false>> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const late = Date.now() >= deadline;
    try {
      const answer = await condition();
      if (answer !== false) return answer as Exclude<T, false>;
      if (late) throw new Error(`The condition did not hold within ${timeout} ms.`);
    } catch (error) {
      if (late) throw error;
    }
    await sleep(pause);
  }
}

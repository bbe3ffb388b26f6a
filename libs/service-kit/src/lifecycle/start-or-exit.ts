import { StartError } from './start-error.ts';

/** What `start` answers. One that fails for a reason outside prints its one line, anything else its stack; both end the process with 1. */
export async function startOrExit<T>(start: () => T | Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    process.stderr.write(`${error instanceof StartError ? error.message : stackOf(error)}\n`);
    process.exit(1);
  }
}

/** Whatever was thrown, as text for an operator. */
export const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

import { limitHeapGrowth } from './limit-heap-growth.ts';
import { stackOf, startOrExit } from './start-or-exit.ts';

const patience = 20_000;

/**
 * Runs a program: starts it, and on the first SIGINT or SIGTERM closes it and ends with code 0. A second signal, or 20 s without an end,
 * ends it at once with code 1. A start that fails for a reason outside prints its one line; anything else its stack; both end with 1.
 */
export async function runUntilSignal(start: () => Promise<() => Promise<unknown>>): Promise<void> {
  limitHeapGrowth();
  const signalled = nextSignal();
  const close = await startOrExit(start);
  await signalled;
  await closeInTime(close);
}

async function closeInTime(close: () => Promise<unknown>): Promise<never> {
  const late = setTimeout(() => {
    end(`Not closed within ${patience / 1000} s.`);
  }, patience);
  try {
    await close();
  } catch (error) {
    end(`Closing failed: ${stackOf(error)}`);
  }
  clearTimeout(late);
  process.exit(0);
}

/** Resolves at the first signal; the second one ends the process, whatever it is doing. */
function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    let signals = 0;
    const onSignal = () => {
      signals++;
      if (signals > 1) end('Forced to end.');
      resolve();
    };
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
    // A launcher that dies takes its children along; the channel alone does not keep a process alive.
    process.once('disconnect', onSignal).channel?.unref();
  });
}

function end(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

import { loadConfig } from '../config/load-config.ts';
import { runUntilSignal } from '../lifecycle/run-until-signal.ts';

/** A program that closes in 10 ms, never, or with an error: `toy-program.ts quick|never|failing`. */
const [, , manner] = process.argv;

await runUntilSignal(() => {
  loadConfig();
  const alive = setInterval(() => undefined, 1000);
  process.stdout.write('started\n');
  return Promise.resolve(async () => {
    process.stdout.write('closing\n');
    if (manner === 'never') await new Promise(() => undefined);
    if (manner === 'failing') throw new Error('the disk is full');
    clearInterval(alive);
  });
});

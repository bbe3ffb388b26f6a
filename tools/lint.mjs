// `npm run lint`: all checks of the sources. ESLint takes as long as the others together, so they run beside it.
import { spawn } from 'node:child_process';

const run = (command, ...args) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit' });
    child.once('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      resolve(false);
    });
    child.once('exit', (code) => resolve(code === 0));
  });

const others = async () =>
  (await run('tsc')) &&
  (await run('prettier', '--check', '.')) &&
  (await run('depcruise', '--config', '.dependency-cruiser.mjs', 'apps', 'libs'));

const passed = await Promise.all([run('eslint', '.'), others()]);
process.exitCode = passed.every(Boolean) ? 0 : 1;

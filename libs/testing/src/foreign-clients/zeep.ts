import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cacheFolder, filled } from '../cache-folder.ts';
import { ForeignClient } from './foreign-client.ts';

const requirements = fileURLToPath(new URL('./python/requirements.txt', import.meta.url));
const program = fileURLToPath(new URL('./python/calls.py', import.meta.url));

const python = (...args: string[]) => spawnSync('python3', args, { encoding: 'utf8' });
const version = (): string => python('--version').stdout;

/** An environment belongs to the Python that made it. */
const environment = (): string => cacheFolder('zeep', readFileSync(requirements), version());

/** What is missing for a client by zeep; undefined when nothing is. */
export function zeepLacks(): string | undefined {
  if (python('--version').status !== 0) return 'Python 3 is not on the path';
  const canMake = existsSync(environment()) || python('-c', 'import venv, ensurepip').status === 0;
  return canMake ? undefined : 'this Python makes no virtual environments (package python3-venv)';
}

/** A client by zeep, whose environment is installed on first use. */
export async function zeepClient(): Promise<ForeignClient> {
  const folder = await filled(environment(), async (draft) => {
    const run = promisify(execFile);
    await run('python3', ['-m', 'venv', draft]);
    const install = ['install', '--quiet', '--no-input', '--disable-pip-version-check', '--requirement', requirements];
    await run(join(draft, 'bin', 'python'), ['-m', 'pip', ...install]);
  });
  return new ForeignClient(join(folder, 'bin', 'python'), [program]);
}

import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ClusterHome } from './cluster-home.ts';
import { unprivileged } from './unprivileged.ts';

/**
 * Makes a new cluster where there is none. It is renamed into place when complete: an interrupted first start leaves nothing half-made.
 * `durable`: what is made reaches the disk before it is used. Throws one line with the reason that initdb gives.
 */
export async function initCluster(bin: string, home: ClusterHome, durable: boolean): Promise<void> {
  if (fs.existsSync(home.data)) return;
  const fresh = `${home.data}.new`;
  fs.rmSync(fresh, { recursive: true, force: true });
  const flags = ['-D', fresh, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-instructions'];
  if (!durable) flags.push('--no-sync');
  const options = { cwd: home.root, env: serverEnvironment, ...unprivileged };
  await promisify(execFile)(path.join(bin, 'initdb'), flags, options).catch((error: unknown) => {
    throw new Error(`Its files cannot be made: ${reasonOf(error)}`, { cause: error });
  });
  fs.renameSync(fresh, home.data);
}

/** Settings of the caller's shell, such as PGDATA or TZ, must not reach the server. */
export const serverEnvironment = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' };

/** Hints follow the error, and some lines are only about the way there. */
function reasonOf(error: unknown): string {
  const { stderr = '', message } = error as Error & { stderr?: string };
  return /^initdb: error: (.+)$/m.exec(stderr)?.[1] ?? message.split('\n', 1)[0] ?? '';
}

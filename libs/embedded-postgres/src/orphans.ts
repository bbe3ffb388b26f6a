import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processesIn, signal, worksIn } from './processes.ts';

const patience = 10_000;

/**
 * Stops what a killed owner or a killed postmaster left behind: the postmaster by a fast shutdown, backends without one by a plain
 * end, and whoever does not listen by force. When it returns, no process works in the data directory and no stale lock is left.
 */
export async function stopOrphans(data: string): Promise<void> {
  const pidFile = path.join(data, 'postmaster.pid');
  if (!fs.existsSync(pidFile)) return;
  const postmaster = Number(fs.readFileSync(pidFile, 'utf8').split('\n')[0]);
  const orderly = postmaster > 0 && worksIn(postmaster, data);
  const deadline = Date.now() + patience;
  if (orderly) signal(postmaster, 'SIGINT');
  for (let left = processesIn(data); left.length; left = processesIn(data)) {
    if (Date.now() > deadline) for (const pid of left) signal(pid, 'SIGKILL');
    else if (!orderly) for (const pid of left) signal(pid, 'SIGTERM');
    await sleep(20);
  }
  fs.rmSync(pidFile, { force: true }); // its number may have gone to another process of the same user
}

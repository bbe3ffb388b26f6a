import { spawnSync } from 'node:child_process';
import { ensureDatabase } from '@licet/embedded-postgres';

/**
 * Transactions per second of `pgbench -N` with 32 clients on the server behind this socket folder, the yardstick for durable work on this
 * machine. Null where pgbench is not installed.
 */
export async function pgbench(host: string, seconds: number): Promise<number | null> {
  const run = (...args: string[]) =>
    spawnSync('pgbench', ['-h', host, '-U', 'postgres', ...args, 'pgbench'], { encoding: 'utf8' });
  if (spawnSync('pgbench', ['--version']).error) return null;
  await ensureDatabase(`postgresql://postgres@/postgres?host=${encodeURIComponent(host)}`, 'pgbench');
  run('-i', '-q', '-s', '10');
  const { stdout, stderr } = run('-N', '-c', '32', '-j', '2', '-T', String(seconds));
  const tps = /tps = ([\d.]+)/.exec(stdout);
  if (!tps) throw new Error(`pgbench failed: ${stderr}`);
  return Number(tps[1]);
}

import { spawnSync } from 'node:child_process';

/**
 * Transactions per second of `pgbench -N` with 32 clients on this server, the yardstick for durable work on this machine. Null where
 * pgbench is not installed.
 */
export function pgbench(host: string, seconds: number): number | null {
  const run = (...args: string[]) =>
    spawnSync('pgbench', ['-h', host, '-U', 'postgres', ...args, 'pgbench'], { encoding: 'utf8' });
  if (run('--version').error) return null;
  run('-i', '-q', '-s', '10');
  const { stdout, stderr } = run('-N', '-c', '32', '-j', '2', '-T', String(seconds));
  const tps = /tps = ([\d.]+) \(without/.exec(stdout) ?? /tps = ([\d.]+)/.exec(stdout);
  if (!tps) throw new Error(`pgbench failed: ${stderr}`);
  return Number(tps[1]);
}

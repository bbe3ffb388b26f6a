import type { RunningPlatform } from '@licet/testing';
import { socketFolder } from '../seed/product-database.ts';
import type { LoadPlan, LoadResult } from './generate-load.ts';
import { load } from './load.ts';
import { pgbench } from './pgbench.ts';
import { sum, treeOf } from './processes.ts';
import { head, print, rate, row } from './report.ts';

/** What a load cost: CPU microseconds per answer of the product's process, and of its PostgreSQL. */
export interface Measured extends LoadResult {
  node: number;
  postgres: number;
}

export async function loadWithUsage(running: RunningPlatform, plan: LoadPlan): Promise<Measured> {
  const main = mainOf(running);
  const before = usage(main);
  const result = await load(plan);
  const after = usage(main);
  const each = (part: 'node' | 'postgres') => ((after[part] - before[part]) * 1e6) / result.answers;
  return { ...result, node: each('node'), postgres: each('postgres') };
}

export const measuredHead = (): void => {
  head('what', 'per second', 'p50 ms', 'p99 ms', 'CPU µs each: node', 'CPU µs each: PostgreSQL');
};

/** Warms up, measures, and prints a row. */
export async function measure(running: RunningPlatform, what: string, plan: LoadPlan, seconds: number) {
  await load({ ...plan, seconds: 2 });
  const measured = await loadWithUsage(running, { ...plan, seconds });
  const { perSecond, p50, p99, node, postgres } = measured;
  row(what, rate(perSecond), p50, p99, Math.round(node), Math.round(postgres));
  return measured;
}

/** Transactions of `pgbench -N` with 32 clients on the product's own server, printed; NaN where pgbench is not installed. */
export async function yardstick(running: RunningPlatform, seconds: number): Promise<number> {
  const tps = (await pgbench(socketFolder(running.dataDir), seconds)) ?? NaN;
  print(`\npgbench -N, 32 clients, same server: ${rate(tps)} transactions/s\n`);
  return tps;
}

/** Resident megabytes of the process, and of its PostgreSQL. */
export function resident(running: RunningPlatform): { node: number; postgres: number } {
  const main = mainOf(running);
  return { node: sum([main]).residentMb, postgres: sum(postgresOf(main)).residentMb };
}

/** The first process under measurement. */
export function mainOf(running: RunningPlatform): number {
  const { main } = running.pids();
  if (main === undefined) throw new Error('The product does not run');
  return main;
}

/** CPU seconds so far; a backend that ends leaves its own to the server's first process. */
function usage(main: number) {
  const postgres = sum(postgresOf(main));
  return { node: sum([main]).cpuSeconds, postgres: postgres.cpuSeconds + postgres.endedSeconds };
}
const postgresOf = (main: number): number[] => treeOf(main).filter((pid) => pid !== main);

// `npm run bench`: the figures of docs/benchmarks.md, measured in one run on this machine, and printed as Markdown.
//   --only activation,check   sections to run (appends, activation, check, stored)
//   --stored 1000000          licenses for the section `stored` (default 100,000)
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type RunningPlatform, runPlatform } from '@licet/testing';
import { productOf } from '../../apps/platform/src/e2e/product.suite.ts';
import { benchAppends } from './append.ts';
import type { LoadPlan, LoadResult } from './generate-load.ts';
import { load } from './load.ts';
import { pgbench } from './pgbench.ts';
import { activations, checks, install, sell } from './plans.ts';
import { sum, treeOf } from './processes.ts';

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string' },
    stored: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '10' },
  },
});
const wanted = (section: string) => !flags.only || flags.only.split(',').includes(section);
const print = (line = '') => process.stdout.write(`${line}\n`);
const row = (...cells: (string | number)[]) => {
  print(`| ${cells.join(' | ')} |`);
};
const rate = (n: number) => Math.round(n).toLocaleString('en-US');

print(
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, fsync on, ${new Date().toISOString().slice(0, 10)}`,
);
if (wanted('appends')) await appends();
if (wanted('activation') || wanted('check')) await overTheNetwork();

async function appends(): Promise<void> {
  const rows = await benchAppends();
  print('\n### Appends, 64 callers\n');
  row('what', 'per second', 'p50 ms', 'p99 ms');
  row('---', '---:', '---:', '---:');
  for (const { what, perSecond, p50Ms, p99Ms } of rows) row(what, rate(perSecond), p50Ms.toFixed(1), p99Ms.toFixed(1));
}

async function overTheNetwork(): Promise<void> {
  const running = await runPlatform('platform', { LICET_LOG_LEVEL: 'warn' });
  try {
    const product = productOf(running);
    const licenses = await sell(product, 1000);
    const ids = await install(product, licenses);
    const hot = await install(product, licenses.slice(0, 1), 64);
    const yardstick = pgbench(socketOf(running), Number(flags.seconds));
    print('\n### Over the network, one process, 1,000 licenses\n');
    if (yardstick) print(`pgbench -N, 32 clients, same server: ${rate(yardstick)} transactions/s\n`);
    row('what', 'per second', 'p50 ms', 'p99 ms', 'CPU µs each: node', 'CPU µs each: PostgreSQL');
    row('---', '---:', '---:', '---:', '---:', '---:');
    const measure = async (what: string, plan: LoadPlan) => {
      await load({ ...plan, seconds: 2 }); // warm
      const { result, node, postgres } = await withUsage(running, () =>
        load({ ...plan, seconds: Number(flags.seconds) }),
      );
      row(what, rate(result.perSecond), result.p50, result.p99, Math.round(node), Math.round(postgres));
      return result.perSecond;
    };
    if (wanted('activation')) {
      const post = await measure('activation, form POST, 64 connections', activations(product, licenses, 'post'));
      const soap = await measure('activation, SOAP 1.1, 64 connections', activations(product, licenses, 'soap'));
      ratios.push(['activation / pgbench -N', post / (yardstick ?? NaN), 1.5], ['SOAP / form POST', soap / post, 0.8]);
    }
    if (wanted('check')) {
      await measure('check, 32 connections', checks(product, ids, 32));
      const many = await measure('check, 64 connections', checks(product, ids, 64));
      const one = await measure('check, 64 connections, one license', checks(product, hot, 64));
      ratios.push(['hot license / many licenses', one / many, 0.5]);
    }
    const memory = sum(treeOf(running.pids().main!));
    print(`\nResident after the run, process and its PostgreSQL: ${Math.round(memory.residentMb)} MB\n`);
    printRatios();
  } finally {
    await running.destroy();
  }
}

type Ratio = [what: string, value: number, goal: number];
const ratios: Ratio[] = [];
function printRatios(): void {
  row('ratio', 'measured', 'goal');
  row('---', '---:', '---:');
  for (const [what, value, goal] of ratios.splice(0)) row(what, value.toFixed(2), `≥ ${goal}`);
}

/** CPU microseconds per answer of the product's process and of its PostgreSQL during a load. */
async function withUsage(running: RunningPlatform, run: () => Promise<LoadResult>) {
  const main = running.pids().main!;
  const before = usage(main);
  const result = await run();
  const after = usage(main);
  const each = (part: 'node' | 'postgres') => ((after[part] - before[part]) * 1e6) / result.answers;
  return { result, node: each('node'), postgres: each('postgres') };
}

const usage = (main: number) => ({
  node: sum([main]).cpuSeconds,
  postgres: sum(treeOf(main).filter((pid) => pid !== main)).cpuSeconds,
});

/** Folder of the embedded server's socket, from its own pid file. */
const socketOf = ({ dataDir }: RunningPlatform): string =>
  readFileSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[4]!;

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually, runPlatform } from '@licet/testing';
import { productOf } from '../../apps/platform/src/e2e/product.suite.ts';
import { type CpuProfile, type Frame, eachSample } from './cpu-profile.ts';
import { load } from './load.ts';
import { activations, sell } from './plans.ts';
import { head, print, rate, row } from './report.ts';
import { loadWithUsage, mainOf } from './usage.ts';

/** First whose pattern a function's file matches. What stands in none (built-in code, garbage collection) goes by its own name. */
const parts: readonly [part: string, files: RegExp][] = [
  ['gateway: XML', /libs\/xml\/|node_modules\/(saxes|xmlchars)\//],
  ['gateway: dialects', /apps\/gateway\//],
  [
    'HTTP: Fastify, Nest',
    /node_modules\/(@fastify|@nestjs|fastify|find-my-way|light-my-request|rxjs|fast-querystring)/,
  ],
  ['HTTP: node', /node:(_http|internal\/http)/],
  ['sockets and streams', /node:(net|stream|events|internal\/(stream|streams|webstreams|js_stream))/],
  ['timers, promises, ticks', /node:(internal\/)?(timers|process|async_hooks|abort|event_target)/],
  ['command bus', /libs\/command-bus\//],
  ['contracts: ids, lanes, schemas', /libs\/contracts\/|node_modules\/(ajv|uuid|typebox)/],
  ['decide: activations', /apps\/activations\//],
  ['decide: vault, crypto', /libs\/vault\/|node:(internal\/)?crypto/],
  ['append: aggregate', /libs\/event-store\/src\/aggregate\//],
  ['append: store', /libs\/event-store\//],
  ['following events: consumers', /libs\/event-stream\//],
  ['following events: status-projector', /apps\/status-projector\//],
  ['following events: licenses, customers', /apps\/(licenses|customers)\//],
  ['PostgreSQL driver', /node_modules\/(pg|pgpass|postgres)/],
  ['logs and metrics', /node_modules\/(pino|prom-client|thread-stream|sonic-boom|tdigest)|libs\/service-kit\//],
];

/**
 * CPU per activation by part: of the node process from a V8 profile of the load (self time of each function, by the file it stands in),
 * of PostgreSQL by the kernel's count. The profiler itself makes everything dearer by a tenth or so.
 * `keep`: file that gets the profile, for a viewer.
 */
export async function benchProfile(seconds: number, keep?: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'licet-profile-'));
  const file = keep ?? join(folder, 'activation.cpuprofile');
  const running = await runPlatform('platform', {
    LICET_PROFILE: resolve(file),
    NODE_OPTIONS: `--import ${new URL('record-profile.mjs', import.meta.url).pathname}`,
  });
  try {
    const product = productOf(running);
    const plan = activations(product, await sell(product, 1000), 'post');
    await load({ ...plan, seconds: 3 });
    rmSync(file, { force: true });
    process.kill(mainOf(running), 'SIGUSR2');
    const { perSecond, node, postgres } = await loadWithUsage(running, { ...plan, seconds });
    process.kill(mainOf(running), 'SIGUSR2');
    const profile = await eventually(() => Promise.resolve(JSON.parse(readFileSync(file, 'utf8')) as CpuProfile));
    print(
      `\n### CPU of an activation by part: form POST, 64 connections, ${rate(perSecond)} per second while profiled\n`,
    );
    printParts(profile, node);
    row('process', Math.round(node), '');
    row('PostgreSQL', Math.round(postgres), '');
  } finally {
    await running.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `cpu`: microseconds of the process per answer, which are shared out by the profile: its own sums hold waiting for a core too. */
function printParts(profile: CpuProfile, cpu: number): void {
  const sums = new Map<string, number>();
  eachSample(profile, (stack, time) => {
    const part = partOf(stack);
    sums.set(part, (sums.get(part) ?? 0) + time);
  });
  const total = [...sums.values()].reduce((sum, time) => sum + time, 0);
  head('part', 'µs each', 'share');
  for (const [part, time] of [...sums].toSorted(([, a], [, b]) => b - a))
    row(part, ((cpu * time) / total).toFixed(1), `${((100 * time) / total).toFixed(1)} %`);
}

/** Built-in functions (JSON, RegExp, Buffer) belong to whoever called them. */
function partOf(stack: readonly Frame[]): string {
  const [innermost] = stack;
  if (innermost?.name === '(garbage collector)') return 'garbage collection';
  for (const { url } of stack) {
    const part = url && parts.find(([, files]) => files.test(url))?.[0];
    if (part) return part;
  }
  return innermost?.name === '(program)' ? 'native code: parser, sockets, event loop' : 'other';
}

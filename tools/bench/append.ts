import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureDatabase, startPostgres } from '@licet/embedded-postgres';
import { Aggregate, EventStore, type Write } from '@licet/event-store';
import { laneOf } from '@licet/contracts';
import { appendBatch } from '../../libs/event-store/src/append-batch.ts';
import { connectForAppends } from '../../libs/event-store/src/connections.ts';
import { present } from '../../libs/event-store/src/present.ts';
import { prepare } from '../../libs/event-store/src/prepared-write.ts';
import { counter } from '../../libs/event-store/src/testing/counter.ts';
import { migrate } from '../../libs/event-store/src/testing/migrate.ts';
import { testCall, testEvent } from '../../libs/event-store/src/testing/writes.ts';

export interface AppendRow {
  what: string;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

const callers = 64;
const rounds = 3;

/**
 * Appends with 64 callers through the store against the same one per commit, 16 lanes against one, and commands through an aggregate;
 * medians of three interleaved rounds on a fresh cluster with fsync on. [design 10] `seconds`: of one measurement.
 */
export async function benchAppends(seconds = 1): Promise<AppendRow[]> {
  const server = await startPostgres({ dataDir: mkdtempSync(path.join(tmpdir(), 'licet-bench-')) });
  try {
    const url = await ensureDatabase(server.url, 'bench');
    await migrate(url);
    return await measureAll(url, seconds);
  } finally {
    await server.destroy();
  }
}

async function measureAll(url: string, seconds: number): Promise<AppendRow[]> {
  const [one, two] = [await open(url, 1), await open(url, 2)];
  const single = await Promise.all(Array.from({ length: 16 }, () => connectForAppends(url)));
  const busy = new Map(single.map((client) => [client, Promise.resolve() as Promise<unknown>]));
  const alone = (i: number) => {
    const client = present(single[i % single.length]);
    const done = (busy.get(client) ?? Promise.resolve()).then(() => {
      const write = prepare(newWrite());
      return appendBatch(client, [{ members: [write], size: 1 }]);
    });
    busy.set(client, done);
    return done;
  };
  const cells: [string, (i: number) => Promise<unknown>][] = [
    ['one per commit, 16 connections', alone],
    ['group commit, 16 lanes', () => one.append(newWrite())],
    ['group commit, 16 lanes, 2 connections', () => two.append(newWrite())],
    ['group commit, one lane', () => one.append(newWrite(true))],
    ['aggregate, new streams', executor(one, () => randomUUID())],
    ['aggregate, 1,000 streams in memory', executor(one, () => `w${Math.floor(Math.random() * 1_000)}`)],
    ['aggregate, one hot stream', executor(one, () => 'hot')],
  ];
  const measured = new Map<string, AppendRow[]>();
  for (let round = 0; round < rounds; round++)
    for (const [what, call] of cells)
      measured.set(what, [...(measured.get(what) ?? []), { what, ...(await measure(call, seconds)) }]);
  await Promise.all([one.close(), two.close(), ...single.map((client) => client.end())]);
  return [...measured.values()].map(median);
}

const open = (url: string, connections: number) => EventStore.open({ url, service: 'activations', connections });

function executor(store: EventStore, key: () => string) {
  const aggregate = new Aggregate(store, { kind: 'ledger', decider: counter });
  return () =>
    aggregate.execute(
      key(),
      { take: 1, of: Infinity },
      { call: testCall(), authorId: () => 1, context: (now) => ({ now }) },
    );
}

function newWrite(laneZero = false): Write {
  let streamId: string;
  do streamId = `ledger-${randomUUID()}`;
  while (laneZero && laneOf(streamId) !== 0);
  const data = {
    licenseId: 4001,
    installationId: randomUUID(),
    machine: 'hmac|'.padEnd(48, 'x'),
    seat: 3,
    product: 1001,
  };
  return { streamId, expectedVersion: 0, commandId: randomUUID(), events: [testEvent(data, 'InstallationActivated')] };
}

async function measure(call: (i: number) => Promise<unknown>, seconds: number): Promise<Omit<AppendRow, 'what'>> {
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1_000;
  await Promise.all(
    Array.from({ length: callers }, async (_, i) => {
      for (let before = performance.now(); before < end; before = performance.now()) {
        await call(i);
        latencies.push(performance.now() - before);
      }
    }),
  );
  const elapsed = (performance.now() - start) / 1_000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
  return { perSecond: latencies.length / elapsed, p50Ms: at(0.5), p99Ms: at(0.99) };
}

const median = (rows: AppendRow[]): AppendRow =>
  present(rows.toSorted((a, b) => a.perSecond - b.perSecond)[rows.length >> 1]);

import { present } from './present.ts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, type TestDatabase } from '@licet/testing';
import { EventStore } from './event-store.ts';
import { checkRecord, type SentWrite } from './testing/check-record.ts';
import { migrate } from './testing/migrate.ts';
import { RandomWriter } from './testing/writer.ts';
import { testWrite } from './testing/writes.ts';

let database: TestDatabase;
const stores: EventStore[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  await migrate(database.url);
  for (let i = 0; i < 2; i++) stores.push(await EventStore.open({ url: database.url, service: 'activations' }));
});
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await database.drop();
});

/** What the first test writes. */
const before = testWrite();
const program = fileURLToPath(new URL('./testing/freezing-process.ts', import.meta.url));
const loader = new URL('../../../tools/typescript.mjs', import.meta.url).href;

it('a writer frozen inside a transaction holds up the others no longer than the time limit [design 3]', async () => {
  const frozen = spawn(process.execPath, ['--import', loader, program, database.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await once(frozen.stdout, 'data');
    frozen.kill('SIGSTOP');
    const waited = before;
    const start = performance.now();
    const outcome = await present(stores[0]).append(waited);
    expect(outcome.kind).toBe('appended');
    expect(performance.now() - start).toBeLessThan(6_000);
  } finally {
    frozen.kill('SIGKILL');
  }
}, 30_000);

it('two writers on the same lanes, streams and claims lose nothing and do not deadlock', async () => {
  const sent = new Map<string, SentWrite>();
  const writers = stores.flatMap((store) =>
    Array.from({ length: 8 }, () => new RandomWriter(store, (write) => sent.set(write.commandId, write))),
  );
  const done = Promise.all(writers.map((writer) => writer.run()));
  while (sent.size < 4_000) await Promise.race([done, present(stores[0]).heads()]);
  for (const writer of writers) writer.stopped = true;
  await done;
  const others = (await checkRecord(present(stores[0]).pool, [...sent.values()])).filter(
    (line) => !line.includes(before.commandId),
  );
  expect(others).toEqual([]);
  const { rows } = await present(stores[0]).pool.query<{ deadlocks: number }>(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  );
  expect(rows[0]?.deadlocks).toBe(0);
}, 60_000);

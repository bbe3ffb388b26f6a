import { present } from './present.ts';
import { randomBytes, randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@licet/testing';
import type { Client, Pool } from 'pg';
import { connectForAppends, createPool } from './connections.ts';
import { defaultLimits, GroupCommitter } from './group-committer.ts';
import { prepare } from './prepared-write.ts';
import { migrate } from './testing/migrate.ts';
import { testEvent, testWrite } from './testing/writes.ts';
import type { Chain, Write } from './types.ts';

let database: TestDatabase;
let reader: Pool;
const open: GroupCommitter[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  await migrate(database.url);
  reader = createPool(database.url, 2);
});
afterAll(async () => {
  await Promise.all([reader.end(), ...open.map((committer) => committer.close())]);
  await database.drop();
});

/** A committer over connections that may be tampered with. */
function committer(
  tamper: (client: Client) => Client = (client) => client,
  limits: Partial<typeof defaultLimits> = {},
) {
  const connect = async () => tamper(await connectForAppends(database.url));
  const made = new GroupCommitter(connect, () => undefined, { ...defaultLimits, patienceMs: 300, ...limits });
  open.push(made);
  return { append: async (write: Write) => made.append(prepare(write)) };
}

/** Runs the statement, then loses the answer as a broken connection would, so many times. */
function losing(times: number) {
  const losses = { left: times };
  const tamper = (client: Client) => {
    const query = client.query.bind(client) as unknown as (...of: unknown[]) => Promise<unknown>;
    const lossy = async (...of: unknown[]) => {
      const answer = await query(...of);
      if (losses.left-- > 0) throw new Error('Connection terminated unexpectedly');
      return answer;
    };
    return Object.assign(client, { query: lossy });
  };
  return { losses, tamper };
}

const kinds = (outcomes: { kind: string }[]) => outcomes.map(({ kind }) => kind);
const eventsOf = async (write: Write) => {
  const { rows } = await reader.query('select from event where command_id = $1', [write.commandId]);
  return rows.length;
};

describe('an answer that is lost', () => {
  it('is found by the receipts: the same commands go out again and are stored once', async () => {
    const store = committer(losing(1).tamper);
    const writes = [testWrite(), testWrite()];
    expect(kinds(await Promise.all(writes.map((write) => store.append(write))))).toEqual(['repeated', 'repeated']);
    expect(await Promise.all(writes.map(eventsOf))).toEqual([1, 1]);
  });

  it('of several commands on one stream is found for each of them, with its own place', async () => {
    const store = committer(losing(1).tamper);
    const { streamId } = testWrite();
    const writes = [0, 1, 2].map((expectedVersion) => testWrite({ streamId, expectedVersion }));
    const outcomes = await Promise.all(writes.map((write) => store.append(write)));
    expect(outcomes).toMatchObject([1, 2, 3].map((version) => ({ kind: 'repeated', version })));
    expect(await Promise.all(writes.map(eventsOf))).toEqual([1, 1, 1]);
  });

  it('for too long is an unknown outcome, which the same command id resolves later', async () => {
    const { losses, tamper } = losing(Infinity);
    const store = committer(tamper);
    const doubtful = testWrite();
    await expect(store.append(doubtful)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    losses.left = 0;
    expect((await store.append(doubtful)).kind).toBe('repeated');
  });
});

describe('a committer', () => {
  it('says unavailable, not unknown, when PostgreSQL was never reached', async () => {
    const limits = { ...defaultLimits, patienceMs: 100 };
    const away = new GroupCommitter(
      () => Promise.reject(new Error('refused')),
      () => undefined,
      limits,
    );
    await expect(away.append(prepare(testWrite()))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  it('lets the one write fail that PostgreSQL rejects, and stores the others of its batch', async () => {
    const store = committer();
    const { streamId } = testWrite();
    const settled = await Promise.allSettled([
      store.append(testWrite()),
      store.append(testWrite({ streamId: `ledger-${randomBytes(5_000).toString('hex')}` })), // no index takes such a key
      store.append(testWrite({ streamId })),
      store.append(testWrite({ streamId, expectedVersion: 1 })),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  });

  it('refuses NUL and half surrogate pairs before they reach PostgreSQL [API-REP-12]', async () => {
    const store = committer();
    for (const text of ['\0', 'a\ud800', '\udc00b', '\\\0'])
      await expect(store.append(testWrite({ events: [testEvent({ text })] }))).rejects.toThrow(TypeError);
    await expect(store.append(testWrite({ claims: [{ scope: 's', key: '\0' }] }))).rejects.toThrow(TypeError);
    const harmless = testWrite({ events: [testEvent({ text: '\\u0000 \\\\u0000 😀 \u0001' })] });
    expect((await store.append(harmless)).kind).toBe('appended');
  });

  it('shares one commit among consecutive writes of one stream', async () => {
    const store = committer();
    const { streamId } = testWrite();
    const writes = Array.from({ length: 100 }, (_, expectedVersion) => testWrite({ streamId, expectedVersion }));
    const outcomes = await Promise.all(writes.map((write) => store.append(write)));
    expect(outcomes).toMatchObject(writes.map((_, i) => ({ kind: 'appended', version: i + 1 })));
    const { rows } = await reader.query('select distinct xmin::text from event where stream_id = $1', [streamId]);
    expect(rows).toHaveLength(1);
  });

  it('sends a group write by write when one of its commands was recorded before', async () => {
    const store = committer();
    const { streamId } = testWrite();
    const [first, second, third] = [0, 1, 2].map((expectedVersion) => testWrite({ streamId, expectedVersion }));
    await store.append(present(first));
    const twice = { ...present(first), expectedVersion: 1 };
    const outcomes = await Promise.all([
      store.append(twice),
      store.append(present(third)),
      store.append(present(second)),
    ]);
    expect(kinds(outcomes)).toEqual(['repeated', 'conflict', 'appended']);
  });

  it('answers each of several repeated commands with its own receipt, in whatever order they are repeated', async () => {
    const store = committer();
    const streamId = `attempts-${randomUUID()}`;
    const [first, second] = [
      testWrite({ streamId, expectedVersion: 'any' }),
      testWrite({ streamId, expectedVersion: 'any' }),
    ];
    await Promise.all([store.append(first), store.append(second)]);
    const outcomes = await Promise.all([store.append(second), store.append(first)]);
    expect(outcomes).toMatchObject([2, 1].map((version) => ({ kind: 'repeated', version })));
  });

  it('stores nothing of what was decided on a write that was not appended, even where the version would fit', async () => {
    const store = committer();
    const { streamId } = testWrite();
    await store.append(testWrite({ streamId }));
    const chain: Chain = { brokenAt: Infinity };
    const outcomes = await Promise.all([
      store.append(testWrite({ streamId, expectedVersion: 0, link: { chain, number: 0 } })),
      store.append(testWrite({ streamId, expectedVersion: 1, link: { chain, number: 1 } })),
    ]);
    expect(kinds(outcomes)).toEqual(['conflict', 'conflict']);
  });

  it('bounds what waits per author and drains the authors in turn [design 3]', async () => {
    const store = committer(undefined, { perAuthor: 10, batch: 4 });
    const order: (number | null)[] = [];
    const send = (authorId: number | null) =>
      store.append(testWrite({ authorId })).then(
        () => order.push(authorId),
        (error: unknown) => (error as { code: string }).code,
      );
    const loud = Array.from({ length: 12 }, () => send(1));
    const quiet = [send(2), send(null)];
    const refused = (await Promise.all([...loud, ...quiet])).filter((each) => each === 'STORE_OVERLOADED');
    expect(refused).toHaveLength(2);
    expect(order.indexOf(2)).toBeLessThan(4);
    expect(order.indexOf(null)).toBeLessThan(4);
    expect((await store.append(testWrite({ authorId: 1 }))).kind).toBe('appended');
  });

  it('takes the same command only once, also when it is sent twice in one moment to a stream that nothing folds', async () => {
    const store = committer();
    const write = testWrite({ streamId: `attempts-${randomUUID()}`, expectedVersion: 'any' });
    const outcomes = await Promise.all([store.append(write), store.append(write)]);
    expect(kinds(outcomes)).toEqual(['appended', 'repeated']);
    expect(await eventsOf(write)).toBe(1);
  });
});

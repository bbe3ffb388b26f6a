import { type ListDeclaration, type ListPage, type ListQuery, firstPage, wordsOf } from '@licet/contracts';
import { createTestDatabase, type TestDatabase } from '@licet/testing';
import fc from 'fast-check';
import { createHmac } from 'node:crypto';
import pg from 'pg';
import { type MemoryList, readMemoryList } from './read-memory-list.ts';
import { readSqlList } from './read-sql-list.ts';
import type { SqlList } from './sql-list.ts';

const declaration: ListDeclaration = {
  name: 'thing',
  q: 'name, note',
  metadata: true,
  fields: {
    createdAt: { kind: 'instant', sort: true },
    name: { kind: 'text', sort: true },
    code: { kind: 'text', exact: true, optional: true },
    size: { kind: 'number', optional: true, sort: true },
    color: { kind: 'choice', values: ['red', 'blue'] },
    live: { kind: 'boolean' },
    owner: { kind: 'object', resource: 'customer', optional: true },
    endsAt: { kind: 'instant', optional: true, sort: true },
  },
};

interface Thing {
  id: number;
  createdAt: string;
  name: string;
  code: string | null;
  size: number | null;
  color: 'red' | 'blue';
  live: boolean;
  owner: number | null;
  endsAt: string | null;
}

const sqlList: SqlList = {
  declaration,
  from: 'thing',
  id: 'thing.id',
  author: 'thing.author_id',
  metadata: 'thing.metadata',
  matches: (placeholder) => `thing.words @@ ${placeholder}`,
  columns: {
    createdAt: { sql: 'thing.created_at' },
    name: { sql: 'thing.name' },
    code: { sql: 'thing.code' },
    size: { sql: 'thing.size', sort: 'coalesce(thing.size, 2147483647)' },
    color: { sql: 'thing.color' },
    live: { sql: 'thing.live' },
    owner: { sql: 'thing.owner' },
    endsAt: { sql: 'thing.ends_at', sort: `coalesce(thing.ends_at, 'infinity')` },
  },
};
const memoryList: MemoryList<Thing> = {
  declaration,
  id: ({ id }) => id,
  fields: {
    createdAt: (it) => it.createdAt,
    name: (it) => it.name,
    code: (it) => it.code,
    size: (it) => it.size,
    color: (it) => it.color,
    live: (it) => it.live,
    owner: (it) => it.owner,
    endsAt: (it) => it.endsAt,
  },
  texts: ({ name, code }) => [name, code ?? ''],
};

const vault = {
  keyedHash: (purpose: string, text: string) =>
    createHmac('sha256', 'test').update(`${purpose} ${text}`).digest('base64url'),
};
const things = new Map<number, Thing>();
const authorId = 7;

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 4 });
  await pool.query(`CREATE TABLE thing (id int PRIMARY KEY, author_id int, created_at timestamptz, name text COLLATE "C", code text COLLATE "C",
    size int, color text, live boolean, owner int, ends_at timestamptz, metadata jsonb, words tsvector)`);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const day = (n: number): string => new Date(Date.UTC(2026, 0, n)).toISOString();
const someThing = fc.record({
  name: fc.constantFrom('Alpha', 'alpha beta', 'Béta', '50%_off\\', 'gamma'),
  code: fc.constantFrom(null, 'A-1', 'a-1', 'B'),
  size: fc.constantFrom(null, 0, 3, 12),
  color: fc.constantFrom('red' as const, 'blue' as const),
  live: fc.boolean(),
  owner: fc.constantFrom(null, 3001, 3002),
  endsAt: fc.constantFrom(null, day(3), day(5)),
});
const filterOf = (
  field: string,
  operator: ListQuery['filters'][number]['operator'],
  ...values: (string | number | boolean)[]
) => ({
  ...{ field, operator, values },
});
const someFilter = fc.constantFrom(
  filterOf('name', 'equals', 'ALPHA', 'béta'),
  filterOf('name', 'prefix', '50%_'),
  filterOf('name', 'prefix', 'AL'),
  filterOf('code', 'equals', 'A-1'),
  filterOf('code', 'exists', false),
  filterOf('size', 'gte', 3),
  filterOf('size', 'lt', 12),
  filterOf('size', 'exists', true),
  filterOf('color', 'equals', 'red', 'blue'),
  filterOf('live', 'equals', false),
  filterOf('owner', 'equals', 3001),
  filterOf('endsAt', 'lte', day(3)),
  filterOf('endsAt', 'gt', day(3)),
);
const someQuery = fc.record({
  filters: fc.array(someFilter, { maxLength: 2 }),
  sort: fc.record({ field: fc.constantFrom('createdAt', 'name', 'size', 'endsAt'), descending: fc.boolean() }),
  words: fc.constantFrom<string[]>([], ['al'], ['bét'], ['a', 'al']),
  limit: fc.integer({ min: 1, max: 4 }),
  count: fc.boolean(),
});

async function fill(some: readonly Omit<Thing, 'id' | 'createdAt'>[]): Promise<void> {
  things.clear();
  some.forEach((it, i) => things.set(i + 1, { ...it, id: i + 1, createdAt: day(1 + Math.floor(i / 2)) }));
  await pool.query('TRUNCATE thing');
  for (const it of things.values()) {
    const words = wordsOf(it.name, it.code ?? '').map((word) => `'${authorId}/${word}'`);
    const values = [
      it.id,
      authorId,
      it.createdAt,
      it.name.toLowerCase(),
      it.code,
      it.size,
      it.color,
      it.live,
      it.owner,
      it.endsAt,
    ];
    await pool.query(`INSERT INTO thing VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '{}', $11)`, [
      ...values,
      words.join(' '),
    ]);
    await pool.query(`INSERT INTO thing VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '{}', $11)`, [
      ...values.with(0, it.id + 1000).with(1, 70),
      words.join(' '),
    ]);
  }
}

const fromTables = async (query: ListQuery): Promise<ListPage<number>> => {
  const turned = await readSqlList(sqlList, authorId, query, { pool, vault });
  if (!turned.ok) throw new Error(turned.refusal.code);
  return turned.value;
};
const fromMemory = async (query: ListQuery): Promise<ListPage<number>> => {
  const turned = await readMemoryList(memoryList, [authorId], things.values(), query, vault);
  if (!turned.ok) throw new Error(turned.refusal.code);
  return { ...turned.value, items: turned.value.items.map(({ id }) => id) };
};

/** All pages from the first to the last, and back again. */
async function walk(read: (query: ListQuery) => Promise<ListPage<number>>, query: Omit<ListQuery, 'cursor'>) {
  const there: number[][] = [];
  const back: number[][] = [];
  let page = await read({ ...query, cursor: null });
  const { total } = page;
  expect(page.previous).toBeNull();
  for (; ; page = await read({ ...query, cursor: page.next })) {
    there.push(page.items);
    if (page.next === null) break;
  }
  while (page.previous !== null) {
    page = await read({ ...query, cursor: page.previous });
    back.unshift(page.items);
  }
  return { there, back, total };
}

describe('a declared list', () => {
  it('is the same from tables and from memory, whatever is asked, there and back [API-LIST-04, API-LIST-06, API-LIST-07, API-LIST-08, API-LIST-09]', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(someThing, { maxLength: 9 }),
        fc.array(someQuery, { minLength: 3, maxLength: 3 }),
        async (some, queries) => {
          await fill(some);
          for (const query of queries) {
            const tables = await walk(fromTables, query);
            expect(tables).toEqual(await walk(fromMemory, query));
            expect(tables.there.flat()).toHaveLength(new Set(tables.there.flat()).size);
            expect(tables.back).toEqual(tables.there.slice(0, -1));
            if (query.count) expect(tables.total).toBe(tables.there.flat().length);
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  it('neither repeats nor skips a row when others come and go between pages [API-LIST-04]', async () => {
    await fill(fc.sample(someThing, { numRuns: 8, seed: 1 }));
    for (const read of [fromTables, fromMemory]) {
      const query = { ...firstPage, limit: 3 };
      const first = await read(query);
      expect(first.items).toEqual([8, 7, 6]);
      await pool.query('DELETE FROM thing WHERE id IN (6, 8)');
      [6, 8].forEach((id) => things.delete(id));
      expect((await read({ ...query, cursor: first.next })).items).toEqual([5, 4, 3]);
      await fill(fc.sample(someThing, { numRuns: 8, seed: 1 }));
    }
  });

  it('knows only its own cursors, for the same account, filters, search and sort [API-LIST-03]', async () => {
    await fill(fc.sample(someThing, { numRuns: 8, seed: 1 }));
    const query = { ...firstPage, limit: 3 };
    const { next: cursor } = await fromTables(query);
    expect((await fromTables({ ...query, cursor, limit: 2, count: true })).items).toEqual([5, 4]);
    const others: Partial<ListQuery>[] = [
      { filters: [filterOf('live', 'equals', true)] },
      { words: ['al'] },
      { sort: { field: 'createdAt', descending: false } },
      { sort: { field: 'name', descending: true } },
      { cursor: `${cursor?.slice(0, -2)}AA` },
      { cursor: 'AAAA' },
    ];
    for (const other of others)
      expect(await readSqlList(sqlList, authorId, { ...query, cursor, ...other }, { pool, vault })).toMatchObject({
        ok: false,
        refusal: { code: 'cursor_invalid' },
      });
    const foreign = await readSqlList(sqlList, 70, { ...query, cursor }, { pool, vault });
    expect(foreign.ok).toBe(false);
  });

  it('finds by a key of metadata', async () => {
    await fill(fc.sample(someThing, { numRuns: 3, seed: 1 }));
    await pool.query(`UPDATE thing SET metadata = '{"plan": "gold", "a.b": "%"}' WHERE id = 2`);
    const found = async (field: string, ...values: string[]) =>
      (await fromTables({ ...firstPage, filters: [filterOf(field, 'equals', ...values)] })).items;
    expect(await found('metadata[plan]', 'silver', 'gold')).toEqual([2]);
    expect(await found('metadata[a.b]', '%')).toEqual([2]);
    expect(await found('metadata[plan]', 'gol')).toEqual([]);
  });

  it('counts up to ten thousand [API-LIST-09]', async () => {
    await fill([]);
    const counted = async () => fromTables({ ...firstPage, limit: 1, count: true });
    await pool.query(
      `INSERT INTO thing (id, author_id, created_at) SELECT n, ${authorId}, now() FROM generate_series(1, 10000) n`,
    );
    expect(await counted()).toMatchObject({ total: 10_000 });
    expect(await counted()).not.toHaveProperty('totalIsMinimum');
    await pool.query(`INSERT INTO thing (id, author_id, created_at) VALUES (10001, ${authorId}, now())`);
    expect(await counted()).toMatchObject({ total: 10_000, totalIsMinimum: true });
  });
});

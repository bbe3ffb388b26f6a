import { type ListQuery, firstPage } from '@licet/contracts';
import { countStatement, pageStatement } from '@licet/service-kit';
import { entriesOf } from './entry-table.ts';
import { type TestDatabase, createTestDatabase } from '@licet/testing';
import { readFileSync } from 'node:fs';
import { DataSource } from 'typeorm';

const tables = readFileSync(new URL('../sql/0003_balance_entries.sql', import.meta.url), 'utf8');
let database: TestDatabase;
let source: DataSource;
beforeAll(async () => {
  database = await createTestDatabase();
  source = await new DataSource({ type: 'postgres', url: database.url }).initialize();
  await source.query(tables);
  await source.query(`insert into balance_entry (author_id, owner, name, kind, amount, balance, at, actor)
    select 1, 'ledger-' || (n % 3 + 1), case when n % 2 = 0 then 'Exports' else 'Imports' end, case when n % 100 = 0 then 'refill' else 'entry' end,
      -1, n, '2026-01-01'::timestamptz + n * interval '1 minute', '{}' from generate_series(1, 20000) n`);
  await source.query('analyze balance_entry');
}, 60_000);
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

interface Plan {
  'Node Type': string;
  'Rows Removed by Filter'?: number;
  'Actual Rows'?: number;
  Plans?: Plan[];
}
const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

async function run({ text, values }: ReturnType<typeof pageStatement>): Promise<Plan[]> {
  const rows = await source.query<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>(
    `explain (analyze, format json) ${text}`,
    values,
  );
  return nodes(rows[0]!['QUERY PLAN'][0].Plan);
}

const at = { field: 'createdAt', operator: 'gte' as const, values: ['2026-01-10T00:00:00Z'] };
const refills = { field: 'kind', operator: 'equals' as const, values: ['refill'] };
const queries: [string, ListQuery][] = [
  ['as they come', firstPage],
  ['of a kind', { ...firstPage, filters: [refills] }],
  ['since a moment', { ...firstPage, filters: [at] }],
  ['oldest first', { ...firstPage, sort: { field: 'createdAt', descending: false } }],
];
const due = {
  ...{ kind: 'refill' as const, name: 'Exports', amount: 1, balance: 1, reason: null, authorId: 1 },
  ...{ at: '2026-03-01T00:00:00.000Z', actor: { kind: 'system' as const, id: 'activations' } },
};

describe('movements of one balance among many', () => {
  it.each(queries)(
    'are found and counted %s through an index, also where a refill is due [API-LIST-10]',
    async (_, query) => {
      for (const list of [entriesOf('ledger-1', 'Exports'), entriesOf('ledger-1', 'Exports', due)]) {
        const place = { direction: 'after' as const, by: '2026-01-05T00:00:00Z', id: 1 };
        for (const statement of [
          pageStatement(list, 1, query, null, 51),
          pageStatement(list, 1, { ...query, filters: [] }, place, 51),
          countStatement(list, 1, query, 10_001),
        ]) {
          const plan = await run(statement);
          const whole = plan.filter((node) => node['Node Type'] === 'Seq Scan');
          const wasted = plan.reduce((sum, node) => sum + (node['Rows Removed by Filter'] ?? 0), 0);
          expect([whole, wasted <= 1]).toEqual([[], true]); // the one that is due may be none of those
          expect(plan[0]?.['Actual Rows']).toBeGreaterThan(0);
        }
      }
    },
  );

  it('are read as far as a page goes, and no further [API-LIST-04]', async () => {
    const plan = await run(pageStatement(entriesOf('ledger-1', 'Exports'), 1, firstPage, null, 51));
    expect(Math.max(...plan.map((node) => node['Actual Rows'] ?? 0))).toBe(51);
  });
});

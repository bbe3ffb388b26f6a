import {
  type ListField,
  type ListOperator,
  type ListQuery,
  firstPage,
  operatorsOf,
  projectedLists,
} from '@licet/contracts';
import { countStatement, pageStatement } from '@licet/service-kit';
import { projected } from './replicas/projected-lists.ts';
import { type RunningProjector, runProjector } from './testing/running-projector.ts';
import { bigAuthor, seedLists } from './testing/seed-lists.ts';

let projector: RunningProjector;
beforeAll(async () => {
  projector = await runProjector();
  await seedLists(projector);
  await projector.rows('ANALYZE');
}, 60_000);
afterAll(() => projector.close());

type Statement = ReturnType<typeof pageStatement>;
type Asking = Pick<typeof projector.service.store.pool, 'query'>;

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Rows Removed by Filter'?: number;
  'Actual Rows'?: number;
  Plans?: Plan[];
}
const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

/** The plan that the statement runs by, with what it touched. */
async function run({ text, values }: Statement, client: Asking = projector.service.store.pool): Promise<Plan[]> {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
    values,
  );
  return nodes(rows[0]!['QUERY PLAN'][0].Plan);
}

/** Values that few rows have. */
const rare: Readonly<Record<string, unknown>> = {
  ...{ name: 'name 77', sku: 'sku 77', productId: 77, optionId: 77, customerId: 77, invoiceId: 77, type: 'volume' },
  ...{ blocked: true, licenseId: 77, usedForId: 77, externalId: 'external 77', mode: 'testing' },
  ...{
    email: '77@example.org',
    company: 'company 77',
    country: 'country 77',
    registered: false,
    statusReason: 'fraud',
  },
  ...{ state: 'denied', usable: false, isTest: true, isTrial: true, 'seats.left': 3 },
};
const statusOf: Readonly<Record<string, string>> = {
  ...{ customer: 'erased', license: 'deleted', invoice: 'deleted', renewal: 'deleted', installation: 'banned' },
};
const instants: Readonly<Partial<Record<ListOperator, string>>> = {
  ...{ lt: '2026-01-01T02:01:00Z', lte: '2026-01-01T02:01:00Z', equals: '2026-01-01T02:01:00Z' },
  ...{ gt: '2026-01-14T20:00:00Z', gte: '2026-01-14T20:00:00Z' },
};
const numbers: Readonly<Partial<Record<ListOperator, number>>> = { lt: 3, lte: 2, gt: 997, gte: 998 };

function valueOf(list: string, field: string, { kind }: ListField, operator: ListOperator): string | number | boolean {
  if (operator === 'exists') return field === 'statusReason';
  if (kind === 'instant') return instants[operator] ?? '';
  if (kind === 'number' && operator !== 'equals') return numbers[operator] ?? 0;
  if (field === 'status') return statusOf[list] ?? 'archived';
  return rare[field] as string;
}

const filters = projectedLists.flatMap(({ name, fields }) =>
  Object.entries<ListField>(fields).flatMap(([field, it]) =>
    operatorsOf(it).map((operator) => [name, field, operator, valueOf(name, field, it, operator)] as const),
  ),
);
const sorts = projectedLists.flatMap(({ name, fields }) =>
  Object.entries<ListField>(fields).flatMap(([field, { sort }]) =>
    sort ? [true, false].map((descending) => [name, field, descending] as const) : [],
  ),
);

/** Rows that were read and thrown away: an index that serves a query leads to those that it wants. */
const wasted = (plan: readonly Plan[]): number =>
  plan.reduce((sum, node) => sum + (node['Rows Removed by Filter'] ?? 0), 0);
const readWhole = (plan: readonly Plan[]) => plan.filter((node) => node['Node Type'] === 'Seq Scan');

describe('lists of many rows', () => {
  it.each(filters)('find %s by %s %s %p through an index [API-LIST-10]', async (list, field, operator, value) => {
    const query: ListQuery = { ...firstPage, filters: [{ field, operator, values: [value] }] };
    const plan = await run(pageStatement(projected[list], bigAuthor, query, null, 51));
    expect([readWhole(plan), wasted(plan)]).toEqual([[], 0]);
    expect(plan[0]?.['Actual Rows']).toBeGreaterThan(0);
    const counted = await run(countStatement(projected[list], bigAuthor, query, 10_001));
    expect([readWhole(counted), wasted(counted)]).toEqual([[], 0]);
  });

  it.each(['license', 'invoice', 'installation'] as const)(
    'find and count what a test key is told of %s through an index [API-KEY-06, API-LIST-10]',
    async (list) => {
      const tests = { field: 'isTest', operator: 'equals' as const, values: [true] };
      const query: ListQuery = { ...firstPage, filters: [tests] };
      for (const statement of [
        pageStatement(projected[list], bigAuthor, query, null, 51),
        countStatement(projected[list], bigAuthor, query, 10_001),
      ]) {
        const plan = await run(statement);
        expect([readWhole(plan), wasted(plan)]).toEqual([[], 0]);
      }
    },
  );

  it.each(sorts)(
    'turn the pages of %s sorted by %s (descending: %p) through an index [API-LIST-10]',
    async (list, field, descending) => {
      const query: ListQuery = { ...firstPage, sort: { field, descending } };
      const middle = projectedLists.find(({ name }) => name === list)!.fields as Record<string, ListField>;
      const by = { instant: '2026-01-07T00:00:00Z', number: '500', text: 'name 5' }[middle[field]!.kind as 'text'];
      for (const place of [null, { direction: 'after', by, id: 5 }, { direction: 'before', by, id: 5 }] as const) {
        const plan = await run(pageStatement(projected[list], bigAuthor, query, place, 51));
        expect(plan.map((node) => node['Node Type'])).not.toContain('Sort');
        expect([readWhole(plan), wasted(plan)]).toEqual([[], 0]);
      }
    },
  );

  it.each(projectedLists.flatMap((it) => ('q' in it ? [[it.name] as const] : [])))(
    'search words of %s through an index [API-LIST-08]',
    async (list) => {
      const statement = pageStatement(projected[list], bigAuthor, { ...firstPage, words: ['word77'] }, null, 51);
      const client = await projector.service.store.pool.connect();
      await client.query('SET enable_seqscan = off'); // these tables are too small for what their indexes are for
      const plan = await run(statement, client).finally(() => {
        client.release(true);
      });
      expect(readWhole(plan)).toEqual([]);
      expect(plan.map((node) => node['Index Name']).filter((name) => name?.endsWith('_words'))).not.toEqual([]);
      expect(plan[0]?.['Actual Rows']).toBeGreaterThan(0);
    },
  );
});

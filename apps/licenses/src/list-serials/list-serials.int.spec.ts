import {
  AddLicense,
  DeleteSerial,
  LicensePurged,
  ListSerials,
  type ListQuery,
  LoadSerials,
  firstPage,
  newUuid,
} from '@licet/contracts';
import { countStatement, pageStatement } from '@licet/service-kit';
import { listedSerialClaim } from '../domain/serials.ts';
import { giveBack, handOut, remove, serialsOfProduct } from '../replicas/serial-table.ts';
import {
  type RunningLicenses,
  addTo,
  authorId,
  catalogOf,
  customerId,
  fields,
  runLicenses,
} from '../testing/running-licenses.ts';

let licenses: RunningLicenses;
beforeAll(async () => void (licenses = await runLicenses()), 60_000);
afterAll(() => licenses.close());

const listed = () => catalogOf(licenses, { serials: { mode: 'list', prefix: null } });
const load = (productId: number, ...serials: string[]) =>
  licenses.value(LoadSerials, { authorId, productId, serials: serials.map((serial) => ({ serial, password: null })) });
const list = async (productId: number, query: Partial<ListQuery> = {}) =>
  (await licenses.value(ListSerials, { authorId, productId, query: { ...firstPage, ...query } })).items;
const shown = async (productId: number) =>
  (await list(productId)).map(({ number, serial, licenseId }) => [number, serial, licenseId]);
const used = (...values: boolean[]) => ({ filters: [{ field: 'used', operator: 'equals' as const, values }] });

/** What a process records that takes back a license which was never sold. */
async function abandon(licenseId: number, productId: number, serial: string): Promise<void> {
  const at = new Date().toISOString();
  const data = { ...LicensePurged.sample, licenseId, productId, authorId, reason: 'abandoned' as const };
  const metadata = {
    ...{ eventId: newUuid(), time: at, actor: { kind: 'system' as const, id: 'licenses' }, via: 'native' as const },
    ...{ authorId, requestId: newUuid(), correlationId: newUuid(), causationId: null },
  };
  await licenses.store.append({
    ...{ streamId: `license-${licenseId}`, expectedVersion: 'any', commandId: newUuid(), authorId },
    events: [{ type: 'LicensePurged', schemaVersion: 1, data, metadata }],
    releases: [listedSerialClaim(productId, serial), { scope: `serial/${productId}`, key: serial.toLowerCase() }],
  });
}

describe('the list of a product', () => {
  it('tells at once what was loaded, handed out, deleted and given back [API-PRD-09, SYS-04]', async () => {
    const { productId, optionId } = await listed();
    await load(productId, 'One', 'Two', 'Three');
    const { licenseId } = await addTo(licenses, optionId);
    const rows = await list(productId);
    expect(rows.at(-1)).toEqual({
      ...{ uuid: rows.at(-1)?.uuid, number: 1, serial: 'One', hasPassword: false, licenseId },
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
    });
    await licenses.value(DeleteSerial, { authorId, productId, uuid: rows[0]!.uuid });
    expect(await shown(productId)).toEqual([
      [2, 'Two', null],
      [1, 'One', licenseId],
    ]);
    await load(productId, 'three');
    await abandon(licenseId, productId, 'One');
    expect(await shown(productId)).toEqual([
      [4, 'three', null],
      [2, 'Two', null],
      [1, 'One', null],
    ]);
    expect(await list(productId, used(true))).toEqual([]);
  });

  it('calls a serial number free that a license got by hand [SN-04]', async () => {
    const { productId, optionId } = await listed();
    await load(productId, 'One', 'Two');
    await licenses.value(AddLicense, { authorId, optionId, customerId, fields, key: 'ONE' });
    const { licenseId } = await addTo(licenses, optionId);
    expect(await shown(productId)).toEqual([
      [2, 'Two', licenseId],
      [1, 'One', null],
    ]);
  });

  it('knows the licenses of a list also where it hears of them first [API-PRD-09]', async () => {
    const { productId, optionId } = await listed();
    await load(productId, 'One', 'Two');
    const { licenseId } = await addTo(licenses, optionId);
    expect(await shown(productId)).toHaveLength(2);
    await licenses.store.pool.query(forgetAll); // as before the table was there
    const another = await licenses.another();
    const { items } = await another.value(ListSerials, { authorId, productId, query: { ...firstPage, ...used(true) } });
    expect(items).toMatchObject([{ serial: 'One', licenseId }]);
  });
});

const forgetAll = `with a as (delete from listed_serial), b as (delete from serial_list)
  delete from consumer_position where consumer = 'licenses-serials'`;

interface Plan {
  'Rows Removed by Filter'?: number;
  'Actual Rows'?: number;
  Plans?: Plan[];
}
const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

const product = 900_001;
const manySerials = `insert into listed_serial (product_id, number, author_id, uuid, serial, folded, has_password, created_at, license_id)
  select ${product} + p, n, ${authorId}, gen_random_uuid(), 'S-' || n, 's-' || n, false, '2026-01-01'::timestamptz + n * interval '1 minute',
    case when n % 1000 = p then null else n end
  from generate_series(1, 10000) n, generate_series(0, 2) p`;
const free = used(false);
const called = { filters: [{ field: 'serial', operator: 'equals' as const, values: ['S-77'] }] };
const begins = { filters: [{ field: 'serial', operator: 'prefix' as const, values: ['s-77'] }] };
const since = { filters: [{ field: 'createdAt', operator: 'gte' as const, values: ['2026-01-07T20:00:00Z'] }] };
const byName = { sort: { field: 'serial', descending: false } };
const oldestFirst = { sort: { field: 'createdAt', descending: false } };

describe('a list of many serial numbers', () => {
  beforeAll(async () => {
    await licenses.store.pool.query(manySerials);
    await licenses.store.pool.query('analyze listed_serial');
  }, 60_000);

  it.each<[string, Partial<ListQuery>, string]>([
    ['newest first', {}, '2026-01-05T00:00:00Z'],
    ['oldest first', oldestFirst, '2026-01-05T00:00:00Z'],
    ['by name', byName, 's-5'],
    ['that are free', free, '2026-01-05T00:00:00Z'],
    ['that are free by name', { ...free, ...byName }, 's-5'],
    ['that are used', used(true), '2026-01-05T00:00:00Z'],
    ['called so', called, '2026-01-05T00:00:00Z'],
    ['called so from the start', begins, '2026-01-05T00:00:00Z'],
    ['since a moment', since, '2026-01-05T00:00:00Z'],
  ])('is read and counted %s through an index, as far as the page goes [API-LIST-10]', async (_, asked, by) => {
    const query = { ...firstPage, ...asked };
    const list = serialsOfProduct(product);
    for (const statement of [
      pageStatement(list, authorId, query, null, 51),
      pageStatement(list, authorId, query, { direction: 'after', by, id: 5 }, 51),
      countStatement(list, authorId, query, 101),
    ]) {
      const { rows } = await licenses.store.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
        `explain (analyze, format json) ${statement.text}`,
        statement.values,
      );
      const plan = nodes(rows[0]!['QUERY PLAN'][0].Plan);
      const touched = plan.map((node) => (node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0));
      expect(Math.max(...touched)).toBeLessThan(500); // of 30,000
    }
  });

  it.each<[string, string, unknown[], string]>([
    ['handed out', handOut, [[product], ['s-77']], 'listed_serial_name'],
    ['given back', giveBack, [[77]], 'listed_serial_license'],
    ['deleted', remove, [product, newUuid()], 'listed_serial_uuid'],
  ])('finds the one that is %s through an index [design 9]', async (_, sql, values, index) => {
    const { rows } = await licenses.store.pool.query<Record<'QUERY PLAN', string>>(`explain ${sql}`, values);
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain(index);
  });
});

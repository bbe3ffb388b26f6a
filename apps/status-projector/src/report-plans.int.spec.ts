import { activationsPage } from './report-activations/report-activations.ts';
import { catalogPage } from './report-catalog/report-catalog.ts';
import { installationsPage } from './report-installations/report-installations.ts';
import { invoiceSums } from './report-invoices/sum-invoices.ts';
import { licensesPage } from './report-licenses/report-licenses.ts';
import { licenseSums } from './report-licenses/sum-licenses.ts';
import { plain, planner } from './testing/plans.ts';
import { type RunningProjector, runProjector } from './testing/running-projector.ts';

let projector: RunningProjector;
beforeAll(async () => {
  projector = await runProjector();
  const each = 'FROM generate_series(1, 60000) n';
  const minutesAgo = "now() - n * interval '1 minute'";
  // one row in ten is of the account that asks, and they lie among the others
  for (const statement of [
    `INSERT INTO license (license_id, author_id, product_id, option_id, customer_id, license_version, ledger_version, seats_in_use, status, entered_at)
       SELECT n, n % 10, n, n, n, 1, 0, 0, 'active', ${minutesAgo} ${each}`,
    `INSERT INTO license_note SELECT n, 'x' ${each}`,
    `INSERT INTO product SELECT n, gen_random_uuid(), n % 100, 'active', '{}', 1, now(), now(), 'name', NULL, '', 'active' ${each}`,
    `INSERT INTO product_option SELECT n, gen_random_uuid(), n, n % 100, 'active', '{}', 1, now(), now(), 'name', 'volume', '' ${each}`,
    `INSERT INTO customer (customer_id, author_id, uuid, registered, company, version, status, created_at, words)
       SELECT n, n % 10, gen_random_uuid(), true, 'Company', 1, 'active', now(), '' ${each}`,
    `INSERT INTO invoice (invoice_id, uuid, author_id, number, status, blocked, whole, currency, total, is_test, version, created_at, updated_at, words)
       SELECT n, gen_random_uuid(), n % 10, 'x', 'web', false, true, 'EUR', '1.00', false, 1, ${minutesAgo}, now(), '' ${each}`,
    `INSERT INTO activation_attempt (license_id, successful, version, author_id, at, repeats)
       SELECT n % 9999, n % 3 > 0, n, n % 10, ${minutesAgo}, 0 ${each}`,
    `INSERT INTO installation (license_id, installation_id, author_id, token, computer_id, activated_at, version)
       SELECT n % 9999, gen_random_uuid(), n % 10, 'x', 1, ${minutesAgo}, 1 ${each}`,
  ])
    await projector.rows(statement);
  await projector.rows('ANALYZE');
}, 60_000);
afterAll(() => projector.close());

const planOf = planner(() => projector);
const day = 24 * 3600 * 1000;
const from = new Date(Date.now() - 20 * day).toISOString();
const to = new Date(Date.now() - 18 * day).toISOString();
const page = { authorId: 7, from, to, onlyOk: true, after: null, limit: 20 };
const further = (...key: unknown[]) => JSON.stringify([new Date(Date.now() - 19 * day).toISOString(), ...key]);
const noUuid = '00000000-0000-0000-0000-000000000000';
const catalog = { authorId: 7, after: '[30000]', limit: 20 };

describe('every page of a report reads as many rows as it shows, from an index', () => {
  it.each<[string, { text: string; values: unknown[] }]>([
    ['license_entered', licensesPage(page)],
    ['license_entered', licensesPage({ ...page, after: further(4711) })],
    ['license_entered', licenseSums(page)],
    ['invoice_created', invoiceSums(page)],
    ['activation_attempt_author', activationsPage({ ...page, licenseId: null })],
    ['activation_attempt_author', activationsPage({ ...page, licenseId: null, after: further(4711, true, 1) })],
    ['activation_attempt_pkey', activationsPage({ ...page, from: null, to: null, licenseId: 4711 })],
    ['installation_author', installationsPage({ ...page, licenseId: null })],
    ['installation_author', installationsPage({ ...page, licenseId: null, after: further(4711, noUuid) })],
    ['installation_pkey', installationsPage({ ...page, from: null, to: null, licenseId: 4711 })],
    ['product_author', catalogPage({ ...catalog, resource: 'product' })],
    ['product_option_author', catalogPage({ ...catalog, resource: 'option' })],
  ])('%s', async (index, statement) => {
    const plan = await planOf(plain(statement));
    expect(plan).toContain(index);
    expect(plan).not.toContain('Seq Scan');
  });
});

import { plain, planner } from './testing/plans.ts';
import { type RunningProjector, runProjector } from './testing/running-projector.ts';
import { searchOf } from './search-customers/search-customers.ts';
import { pageSql } from './list-events/feed-reader.ts';

let projector: RunningProjector;
beforeAll(async () => {
  projector = await runProjector();
  await projector.rows(`INSERT INTO feed SELECT 'licenses', n % 16, n, 1, n % 50, now(), 'LicenseAdded', 'lic_' || n % 5000, '{}'
    FROM generate_series(1, 20000) n`);
  await projector.rows(`INSERT INTO license (license_id, author_id, product_id, option_id, license_version, ledger_version, seats_in_use, derive_at)
    SELECT n, n % 200, n % 500, n % 900, 1, 0, 0, CASE WHEN n % 1000 = 0 THEN now() END FROM generate_series(1, 20000) n`);
  await projector.rows(
    `INSERT INTO product SELECT n, gen_random_uuid(), n % 1000, 'active', '{}', 1, now(), now() FROM generate_series(1, 20000) n`,
  );
  await projector.rows(`INSERT INTO customer
    SELECT n, n % 1000, gen_random_uuid(), true, 'Company ' || n, n || '@example.org', null, 1 FROM generate_series(1, 20000) n`);
  await projector.rows('ANALYZE');
}, 30_000);
afterAll(() => projector.close());

const planOf = planner(() => projector);

describe('indexes', () => {
  it('serve a page of the feed lane by lane', async () => {
    const places = [['licenses'], [3], [1], [100]];
    expect(await planOf(pageSql, [1, ...places, null, [], 100])).toContain('feed_author');
  });

  it.each([
    ['license_product', 'SELECT FROM license WHERE product_id = 7'],
    ['license_option', 'SELECT FROM license WHERE option_id = 7'],
    ['license_derive', 'SELECT * FROM license WHERE derive_at <= now() ORDER BY derive_at LIMIT 1000'],
    ['license_author', 'SELECT FROM license WHERE author_id = 7 ORDER BY license_id DESC LIMIT 50'],
    [
      'product_author',
      'SELECT FROM product WHERE author_id = 7 AND product_id < 9000 ORDER BY product_id DESC LIMIT 50',
    ],
    [
      'license_customer',
      'SELECT FROM license WHERE author_id = 7 AND customer_id = 8 AND license_id > 9 ORDER BY license_id LIMIT 50',
    ],
    ['customer_email', plain(searchOf(7, 'a@example.org', null, 50))],
    ['customer_company', plain(searchOf(7, null, 'Exam', 50))],
    ['feed_subject', "SELECT FROM feed WHERE subject = 'lic_7'"],
  ])('%s serves its query', async (index, sql) => {
    const plan = await planOf(sql);
    expect(plan).toContain(index);
    expect(plan).not.toContain('Seq Scan');
  });
});

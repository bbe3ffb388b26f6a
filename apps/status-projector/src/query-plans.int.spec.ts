import { countOf } from './count-objects/count-objects.ts';
import { plain, planner } from './testing/plans.ts';
import { type RunningProjector, runProjector } from './testing/running-projector.ts';
import { searchOf } from './search-customers/search-customers.ts';
import { seedLists } from './testing/seed-lists.ts';
import { pageSql } from './list-events/feed-reader.ts';

let projector: RunningProjector;
beforeAll(async () => {
  projector = await runProjector();
  await projector.rows(`INSERT INTO feed SELECT 'licenses', n % 16, n, 1, n % 50, now(), 'LicenseAdded', 'lic_' || n % 5000, '{}'
    FROM generate_series(1, 20000) n`);
  await seedLists(projector);
  await projector.rows('ANALYZE');
}, 60_000);
afterAll(() => projector.close());

const planOf = planner(() => projector);

describe('indexes', () => {
  it('serve a page of the feed lane by lane', async () => {
    const places = [['licenses'], [3], [1], [100]];
    expect(await planOf(pageSql, [1, ...places, null, [], 100])).toContain('feed_author');
  });

  it.each([false, true])('serve the counts of an account, of test licenses only: %s [API-ACC-03]', async (testOnly) => {
    const plan = await planOf(plain(countOf({ authorId: 7, testOnly })));
    expect(plan).not.toContain('Seq Scan');
  });

  it.each([
    ['license_product', 'SELECT FROM license WHERE product_id = 7'],
    ['license_option', 'SELECT FROM license WHERE option_id = 7'],
    ['license_derive', 'SELECT * FROM license WHERE derive_at <= now() ORDER BY derive_at LIMIT 1000'],
    [
      'license_of_customer',
      'SELECT FROM license WHERE author_id = 7 AND customer_id = 8 AND license_id > 9 ORDER BY license_id LIMIT 50',
    ],
    ['customer_email', plain(searchOf(7, 'a@example.org', null, 50))],
    ['customer_company', plain(searchOf(7, null, 'Exam', 50))],
    [
      'feed_subject',
      `SELECT * FROM feed WHERE author_id = 7 AND source = 'licenses' AND lane = 7 AND (epoch, position) > (1, 9) AND subject = 'lic_7'
        ORDER BY epoch, position LIMIT 50`,
    ],
  ])('%s serves its query', async (index, sql) => {
    const plan = await planOf(sql);
    expect(plan).toContain(index);
    expect(plan).not.toContain('Seq Scan');
  });
});

import type { RunningProjector } from './running-projector.ts';

/** The account of the seed that has many objects; its values are spread so that each selects few of them. */
export const bigAuthor = 1;

/** Many rows of one account beside those of many small ones, as planners of queries meet them. `licenses`: how many of these there are. */
export async function seedLists(projector: Pick<RunningProjector, 'rows'>, licenses = 20_000): Promise<void> {
  const rows = (sql: string) => projector.rows(sql);
  const author = `CASE WHEN n % 4 = 0 THEN n % 997 + 2 ELSE ${bigAuthor} END`;
  const word = (text: string) => `'''' || (${author}) || '/' || ${text} || ''''`;
  const words = `(${word("'word' || n")} || ' ' || ${word("'com'")} || ' ' || ${word("'common' || n % 100")})::tsvector`;
  const at = `timestamptz '2026-01-01' + n * interval '1 minute'`;
  const rare = (often: string, seldom: string) => `CASE WHEN n % 500 = 1 THEN ${seldom} ELSE ${often} END`;
  await rows(`INSERT INTO product (product_id, uuid, author_id, status, settings, version, created_at, updated_at, name_key, sku, mode, external_id, words)
    SELECT n, gen_random_uuid(), ${author}, ${rare("'active'", "'archived'")}, '{}', 1, ${at}, ${at}, 'name ' || n,
      ${rare("'sku ' || n", 'NULL')}, ${rare("'active'", "'testing'")}, ${rare("'external ' || n", 'NULL')}, ${words} FROM generate_series(1, 20000) n`);
  await rows(`INSERT INTO product_option (option_id, product_id, uuid, author_id, status, type, settings, version, created_at, updated_at, name_key, external_id, words)
    SELECT n, n % 900, gen_random_uuid(), ${author}, ${rare("'active'", "'archived'")}, ${rare("'activationCode'", "'volume'")}, '{}', 1,
      ${at}, ${at}, 'name ' || n, ${rare("'external ' || n", 'NULL')}, ${words} FROM generate_series(1, 20000) n`);
  await rows(`INSERT INTO customer (customer_id, author_id, uuid, registered, company, merged_into, version, company_key, email_key, country_key,
      external_id, status, created_at, words)
    SELECT n, ${author}, gen_random_uuid(), ${rare('true', 'false')}, 'Company ' || n, NULL, 1, ${rare("'company ' || n", 'NULL')},
      ${rare("n || '@example.org'", 'NULL')}, ${rare("'country ' || n % 700", 'NULL')}, ${rare("'external ' || n", 'NULL')}, ${rare("'active'", "'erased'")}, ${at}, ${words}
    FROM generate_series(1, 20000) n`);
  await rows(`INSERT INTO license (license_id, author_id, product_id, option_id, customer_id, invoice_id, license_version, ledger_version, seats_in_use, derive_at,
      entered_at, status, reason, state, usable, is_test, is_trial, expires_at, external_id)
    SELECT n, ${author}, n % 500, n % 900, ${rare('n / 2', 'NULL')}, ${rare('n / 2', 'NULL')}, 1, 0, 0, CASE WHEN n % 1000 = 0 THEN now() END, ${at},
      ${rare("'active'", "'deleted'")}, ${rare('NULL', "'fraud'")}, ${rare("'reserved'", "'denied'")}, ${rare('true', 'false')},
      ${rare('false', 'true')}, ${rare('false', 'true')}, ${rare(at, 'NULL')}, ${rare("'external ' || n", 'NULL')} FROM generate_series(1, ${licenses}) n`);
  await rows(`INSERT INTO invoice (invoice_id, uuid, author_id, customer_id, number, status, blocked, external_id, whole, currency, total, is_test, version, created_at, updated_at, words)
    SELECT n, gen_random_uuid(), ${author}, ${rare('n / 2', 'NULL')}, 'number ' || n, ${rare("'web'", "'deleted'")}, ${rare('false', 'true')},
      ${rare("'external ' || n", 'NULL')}, true, 'EUR', '1.00', ${rare('false', 'true')}, 1, ${at}, ${at}, ${words} FROM generate_series(1, 20000) n`);
  await rows(`INSERT INTO renewal (renewal_id, author_id, product_id, option_id, invoice_id, status, is_test, used_at, used_for, version, created_at, updated_at)
    SELECT n, ${author}, n % 900, n % 900, ${rare('n / 2', 'NULL')}, ${rare("'active'", "'deleted'")}, ${rare('false', 'true')}, ${rare(at, 'NULL')},
      ${rare('n / 2', 'NULL')}, 1, ${at}, ${at} FROM generate_series(1, 20000) n`);
  await rows(`INSERT INTO license_use (license_id, author_id, seats_left, seats_used, last_check_at)
    SELECT n, ${author}, ${rare('n % 1000', 'NULL')}, n % 1000, ${rare(at, 'NULL')} FROM generate_series(1, ${licenses}) n`);
  await rows(`INSERT INTO installation (license_id, installation_id, author_id, token, computer_id, activated_at, status, version)
    SELECT n, gen_random_uuid(), ${author}, 'sealed', 1, ${at}, ${rare("'active'", "'banned'")}, 1 FROM generate_series(1, 20000) n`);
  await rows(`INSERT INTO license_words SELECT n, ${author}, 1, ${words} FROM generate_series(1, ${licenses}) n`);
}

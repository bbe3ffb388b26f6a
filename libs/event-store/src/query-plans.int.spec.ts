import { present } from './present.ts';
import { createTestDatabase, type TestDatabase } from '@licet/testing';
import type { Client } from 'pg';
import { loadSnapshots } from './aggregate/snapshots.ts';
import { connectForAppends } from './connections.ts';
import {
  glance,
  heads,
  holders,
  holdersIn,
  placement,
  readCommand,
  readGrowth,
  readLane,
  readTypes,
  tails,
} from './record-reader.ts';
import { migrate } from './testing/migrate.ts';

let database: TestDatabase;
let client: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  await migrate(database.url);
  client = await connectForAppends(database.url);
  await client.query(`
    insert into event (recorded_at, position, version, lane, schema_version, command_id, stream_id, type, data, metadata)
      select now(), n / 16 + 1, 1, n % 16, 1, gen_random_uuid(), 'ledger-' || n, 'Tested', '{}', '{}' from generate_series(0, 49999) n;
    insert into claim select 'serial', n::text, 'ledger-' || n, gen_random_uuid() from generate_series(1, 20000) n;
    insert into snapshot select 'ledger-' || n, 1, 1, '{}' from generate_series(1, 20000) n;
    analyze event, claim, snapshot`);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: Plan[];
}
const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

/** Indexes that a generic plan of the statement uses. No table but `lane`, which has 16 rows, may be read whole. */
async function indexesOf(sql: string, ...values: string[]): Promise<(string | undefined)[]> {
  await client.query('set plan_cache_mode = force_generic_plan');
  await client.query(`prepare asked as ${sql}`);
  try {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (format json) execute asked ${values.length > 0 ? `(${values.join()})` : ''}`,
    );
    const all = nodes(present(rows[0])['QUERY PLAN'][0].Plan);
    expect(all.filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] !== 'lane')).toEqual([]);
    return all.map((node) => node['Index Name']).filter(Boolean);
  } finally {
    await client.query('deallocate asked');
  }
}

const aCommand = `'00000000-0000-0000-0000-000000000000'`;

describe('the indexes of the record', () => {
  it('event_pkey serves reading a lane and finding its head', async () => {
    expect(await indexesOf(readLane, '1', '5', '100')).toContain('event_pkey');
    expect(await indexesOf(readGrowth, `'{1}'`, `'{1}'`, `'{5}'`, '100')).toContain('event_pkey');
    expect(await indexesOf(heads)).toContain('event_pkey');
  });

  it('event_stream_id_version_key serves reading streams, event_receipt looking for commands', async () => {
    expect(await indexesOf(tails, `'{ledger-1}'`, `'{0}'`)).toContain('event_stream_id_version_key');
    expect(await indexesOf(readTypes, `'ledger-1'`, `'{Tested}'`, '0', '100')).toContain('event_stream_id_version_key');
    expect(await indexesOf(glance, `'{ledger-1}'`, `'{${aCommand.slice(1, -1)}}'`)).toEqual([
      'event_stream_id_version_key',
      'event_receipt',
    ]);
    for (const sql of [readCommand, placement])
      expect(await indexesOf(sql, `'ledger-1'`, aCommand)).toContain('event_receipt');
  });

  it('claim_pkey serves looking for the holder of a claim, and for all of a scope', async () => {
    expect(await indexesOf(holdersIn, `'serial'`, `'7'`, '100')).toEqual(['claim_pkey']);
    expect(await indexesOf(holders, `'{serial}'`, `'{7}'`)).toEqual(['claim_pkey']);
  });

  it('snapshot_pkey serves loading a snapshot', async () => {
    expect(await indexesOf(loadSnapshots, `'{ledger-1}'`, '1')).toEqual(['snapshot_pkey']);
  });

  it('all of them serve an append, which reads no table whole', async () => {
    const scans = async () => {
      await client.query('select pg_stat_force_next_flush()');
      const { rows } = await client.query<{ name: string; scans: number }>(
        `select relname as name, seq_scan::int as scans from pg_stat_user_tables where relname in ('event', 'claim')
         union all select indexrelname, idx_scan::int from pg_stat_user_indexes where relname in ('event', 'claim') order by 1`,
      );
      return new Map(rows.map(({ name, scans }) => [name, scans]));
    };
    const before = await scans();
    await client.query(
      `select * from append_batch('{ledger-x}', '{1}', '{0}', '{1}', array[${aCommand}]::uuid[], '{}', '{}', '{}', '{1}', '{1}',
        '{ledger-x}', array[${aCommand}]::uuid[], '{Tested}', '{1}', array['{}']::json[], array['{}']::json[],
        '{1}', '{ledger-x}', '{serial}', '{new}', '{false}')`,
    );
    for (const [name, count] of await scans())
      if (name === 'event' || name === 'claim') expect([name, count]).toEqual([name, before.get(name)]);
      else expect([name, count > present(before.get(name))]).toEqual([name, true]);
  });
});

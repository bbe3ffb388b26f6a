import type { RecordedEvent } from '@licet/contracts';
import type pg from 'pg';
import type { SourceEvent } from '../domain/license-row.ts';

/** Everything that is kept by license. */
const tables = [
  ...['license', 'license_use', 'status_change', 'activation_attempt', 'installation', 'installation_transition'],
  'license_note',
];

/**
 * The events without those of licenses that are deleted for good, by these events or before: their rows go, and what is told late of them, by
 * their ledgers, makes no new ones. [JOB-03]
 */
export async function withoutPurged(
  tx: pg.ClientBase,
  events: readonly RecordedEvent<SourceEvent>[],
): Promise<readonly RecordedEvent<SourceEvent>[]> {
  const ids = [...new Set(events.flatMap((event) => licenseIn(event) ?? []))];
  if (ids.length === 0) return events;
  const purged = events.filter(({ type }) => type === 'LicensePurged').flatMap((event) => licenseIn(event) ?? []);
  if (purged.length > 0) {
    await tx.query('INSERT INTO purged_license SELECT unnest($1::int[]) ON CONFLICT DO NOTHING', [purged]);
    for (const table of tables) await tx.query(`DELETE FROM ${table} WHERE license_id = ANY($1)`, [purged]);
  }
  const { rows } = await tx.query<{ license_id: number }>({ name: 'purged_among', text: purgedAmong, values: [ids] });
  const gone = new Set(rows.map((row) => row.license_id));
  return gone.size === 0 ? events : events.filter((event) => !gone.has(licenseIn(event) ?? 0));
}

const licenseIn = ({ data }: RecordedEvent<SourceEvent>): number | undefined =>
  'licenseId' in data ? data.licenseId : undefined;

const purgedAmong = 'SELECT license_id FROM purged_license WHERE license_id = ANY($1)';

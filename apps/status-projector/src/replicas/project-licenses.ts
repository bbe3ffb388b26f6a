import type { RecordedEvent } from '@licet/contracts';
import type pg from 'pg';
import { emptyLicense, foldLicense, licenseOf, type SourceEvent } from '../domain/license-row.ts';
import { useRowOf } from '../domain/license-use-row.ts';
import { statusChangeOf } from '../domain/status-changes.ts';
import { deriveRows } from './derive-rows.ts';
import { licenseUses, licenses, statusChanges } from './tables.ts';

/** Takes events of licenses and ledgers: one row per license, and the history of its status. */
export async function projectLicenses(tx: pg.ClientBase, events: readonly RecordedEvent<SourceEvent>[]): Promise<void> {
  const touched = events.filter((event) => licenseOf(event) !== undefined);
  if (touched.length === 0) return;
  const rows = await licenses.load(
    tx,
    touched.map((event) => licenseOf(event) ?? 0),
  );
  for (const event of touched) {
    const id = licenseOf(event) ?? 0;
    rows.set(id, foldLicense(rows.get(id) ?? emptyLicense(id), event as SourceEvent, event.version));
  }
  await licenses.save(tx, await deriveRows(tx, [...rows.values()], new Date()));
  await licenseUses.save(
    tx,
    [...rows.values()].flatMap((row) => useRowOf(row) ?? []),
  );
  await statusChanges.save(
    tx,
    touched.flatMap((event) => statusChangeOf(event) ?? []),
  );
}

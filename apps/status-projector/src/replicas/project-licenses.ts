import type { RecordedEvent } from '@licet/contracts';
import type pg from 'pg';
import { type DecidedRow, decidedBy, saidOf } from '../domain/event-details.ts';
import { emptyLicense, foldLicense, licenseOf, type SourceEvent } from '../domain/license-row.ts';
import { useRowOf } from '../domain/license-use-row.ts';
import { statusChangeOf } from '../domain/status-changes.ts';
import { deriveRows } from './derive-rows.ts';
import { eventDetails, licenseUses, licenses, statusChanges } from './tables.ts';

/** Takes events of licenses and ledgers: one row per license, and the history of its status. */
export async function projectLicenses(tx: pg.ClientBase, events: readonly RecordedEvent<SourceEvent>[]): Promise<void> {
  const touched = events.filter((event) => licenseOf(event) !== undefined);
  if (touched.length === 0) return;
  const rows = await licenses.load(
    tx,
    touched.map((event) => licenseOf(event) ?? 0),
  );
  const decided: DecidedRow[] = [];
  for (const event of touched) {
    const id = licenseOf(event) ?? 0;
    const before = rows.get(id) ?? emptyLicense(id);
    const after = foldLicense(before, event as SourceEvent, event.version);
    rows.set(id, after);
    const decision = decidedBy(event, before, after);
    if (decision) decided.push(decision);
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
  await eventDetails.save(tx, decided);
  await eventDetails.save(
    tx,
    touched.flatMap((event) => saidOf(event) ?? []),
  );
}

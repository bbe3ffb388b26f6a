import type { RecordedEvent, Sealed } from '@licet/contracts';
import type pg from 'pg';
import {
  type AttemptRow,
  attemptOf,
  foldInstallation,
  type InstallationEvent,
  type InstallationRow,
  type InstallationTransitionRow,
  isOfInstallation,
  transitionOf,
} from '../domain/activation-history.ts';
import type { SourceEvent } from '../domain/license-row.ts';
import { BulkTable } from './bulk-table.ts';

const attempts = new BulkTable<AttemptRow>('activation_attempt', ['license_id', 'successful', 'version']);
/** Rows that are there bear their number, so that PostgreSQL draws none for each change of them: numbers are finite. */
type Numbered = InstallationRow & { row_number?: number };
const installations = new BulkTable<Numbered>('installation', ['license_id', 'installation_id']);
const transitions = new BulkTable<InstallationTransitionRow>('installation_transition', ['license_id', 'version']);
const notes = new BulkTable<{ license_id: number; notes: Sealed }>('license_note', ['license_id']);

/** Takes events of licenses, ledgers and refused attempts into what reports tell beyond lists. [IN-01, IN-02, RPT-08] */
export async function projectHistory(tx: pg.ClientBase, events: readonly RecordedEvent<SourceEvent>[]): Promise<void> {
  await attempts.save(
    tx,
    events.flatMap((event) => attemptOf(event) ?? []),
  );
  await projectInstallations(tx, events.filter(isOfInstallation));
  await projectNotes(tx, events);
}

async function projectInstallations(
  tx: pg.ClientBase,
  events: readonly RecordedEvent<InstallationEvent>[],
): Promise<void> {
  if (events.length === 0) return;
  const rows = await load(tx, events);
  for (const event of events) {
    const row = foldInstallation(rows.get(keyOf(event)), event);
    if (row) rows.set(keyOf(event), row);
  }
  for (const isNew of [false, true])
    await installations.save(
      tx,
      [...rows.values()].filter(({ row_number }) => (row_number === undefined) === isNew),
    );
  await transitions.save(
    tx,
    events.flatMap((event) => transitionOf(event) ?? []),
  );
}

const keyOf = ({ data }: RecordedEvent<InstallationEvent>): string => `${data.licenseId}/${data.installationId}`;

async function load(
  tx: pg.ClientBase,
  events: readonly RecordedEvent<InstallationEvent>[],
): Promise<Map<string, Numbered>> {
  const { rows } = await tx.query<{ row: Numbered }>(
    `SELECT to_jsonb(t) AS row FROM installation t
       JOIN (SELECT DISTINCT * FROM unnest($1::int[], $2::uuid[]) AS k (license_id, installation_id)) AS k
      USING (license_id, installation_id)`,
    [events.map(({ data }) => data.licenseId), events.map(({ data }) => data.installationId)],
  );
  return new Map(rows.map(({ row }) => [`${row.license_id}/${row.installation_id}`, row]));
}

async function projectNotes(tx: pg.ClientBase, events: readonly RecordedEvent<SourceEvent>[]): Promise<void> {
  const told = new Map(events.flatMap((event) => notesOf(event as SourceEvent)));
  const texts = [...told].flatMap(([license_id, text]) => (text === null ? [] : [{ license_id, notes: text }]));
  await notes.save(tx, texts);
  const gone = [...told].flatMap(([licenseId, text]) => (text === null ? [licenseId] : []));
  if (gone.length > 0) await tx.query('DELETE FROM license_note WHERE license_id = ANY($1)', [gone]);
}

/** The license and its notes, where an event tells of them; null for none. */
function notesOf(event: SourceEvent): [number, Sealed | null][] {
  switch (event.type) {
    case 'LicenseAdded':
      return event.data.notes === null ? [] : [[event.data.licenseId, event.data.notes]];
    case 'LicenseStatusChanged':
    case 'LicenseExpirationChanged':
    case 'LicenseUpdated':
      return event.data.changes.notes === undefined ? [] : [[event.data.licenseId, event.data.changes.notes]];
    default:
      return [];
  }
}

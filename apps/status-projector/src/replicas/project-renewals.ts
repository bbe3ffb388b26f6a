import { type RecordedEvent, type RenewalEvent, kindOf } from '@licet/contracts';
import type pg from 'pg';
import { type RenewalRow, foldRenewal } from '../domain/renewal-row.ts';
import { BulkTable } from './bulk-table.ts';

const renewals = new BulkTable<RenewalRow>('renewal', ['renewal_id']);

/** Takes events of renewals: one row each. [API-INV-06] */
export async function projectRenewals(tx: pg.ClientBase, events: readonly RecordedEvent[]): Promise<void> {
  const ofRenewals = events.filter(isOfRenewal);
  if (ofRenewals.length === 0) return;
  const rows = await renewals.load(
    tx,
    ofRenewals.map(({ data }) => data.renewalId),
    'update',
  );
  for (const event of ofRenewals) {
    const { renewalId } = event.data;
    const row = foldRenewal(rows.get(renewalId), event as RenewalEvent, event.version);
    if (row) rows.set(renewalId, row);
  }
  await renewals.save(tx, [...rows.values()]);
}

const isOfRenewal = (event: RecordedEvent): event is RecordedEvent<RenewalEvent> =>
  kindOf(event.streamId) === 'renewal';

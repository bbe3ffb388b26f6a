import { type InvoiceEvent, type RecordedEvent, kindOf } from '@licet/contracts';
import type pg from 'pg';
import { type InvoiceRow, foldInvoice } from '../domain/invoice-row.ts';
import { BulkTable } from './bulk-table.ts';

const invoices = new BulkTable<InvoiceRow>('invoice', ['invoice_id']);

/** Takes events of invoices: one row each, none for those that are gone. [API-INV-01] */
export async function projectInvoices(tx: pg.ClientBase, events: readonly RecordedEvent[]): Promise<void> {
  const ofInvoices = events.filter(isOfInvoice);
  if (ofInvoices.length === 0) return;
  const rows = await invoices.load(
    tx,
    ofInvoices.map(({ data }) => data.invoiceId),
    'update',
  );
  const gone = new Set<number>();
  for (const event of ofInvoices) {
    const { invoiceId } = event.data;
    const row = foldInvoice(rows.get(invoiceId), event as InvoiceEvent, event.version);
    if (row) rows.set(invoiceId, row);
    if (row !== null) continue;
    rows.delete(invoiceId);
    gone.add(invoiceId);
  }
  await invoices.save(tx, [...rows.values()]);
  await invoices.delete(tx, [...gone]);
}

const isOfInvoice = (event: RecordedEvent): event is RecordedEvent<InvoiceEvent> =>
  kindOf(event.streamId) === 'invoice';

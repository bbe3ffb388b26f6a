import { type EventOf, type InvoiceChanges, type InvoiceCreated, type InvoiceEvent, totalOf } from '@licet/contracts';
import { lexemes } from './words.ts';

/** An invoice as the read model keeps it, in the columns of its table. */
export interface InvoiceRow {
  invoice_id: number;
  uuid: string;
  author_id: number;
  customer_id: number | null;
  number: string;
  status: string;
  blocked: boolean;
  external_id: string | null;
  currency: string;
  /** Exact, as a decimal text. */
  total: string;
  is_test: boolean;
  /** False while its licenses are being issued. */
  whole: boolean;
  version: number;
  created_at: string;
  updated_at: string;
  /** Of the number. [API-LIST-08] */
  words: string;
}

/** Folds an event into the row of an invoice; null for one that is gone. Events that were folded before change nothing. */
export function foldInvoice(
  row: InvoiceRow | undefined,
  event: InvoiceEvent,
  version: number,
): InvoiceRow | null | undefined {
  if (row && version <= row.version) return row;
  if (event.type === 'InvoiceCreated') return created(event.data);
  if (!row) return undefined;
  const { at } = event.data;
  switch (event.type) {
    case 'InvoiceAbandoned':
    case 'InvoiceRemoved':
      return null;
    case 'InvoiceStepsTaken':
      return { ...row, whole: true, version };
    case 'InvoiceUpdated':
      return { ...row, ...changed(row.author_id, event.data.changes), version, updated_at: at };
    case 'InvoiceBlocked':
    case 'InvoiceUnblocked':
      return { ...row, blocked: event.type === 'InvoiceBlocked', version, updated_at: at };
    default:
      return { ...row, status: event.data.after, version, updated_at: at };
  }
}

const created = (data: EventOf<typeof InvoiceCreated>['data']): InvoiceRow => ({
  invoice_id: data.invoiceId,
  uuid: data.uuid,
  author_id: data.authorId,
  customer_id: data.customerId,
  number: data.number,
  status: data.status,
  blocked: false,
  external_id: data.externalId,
  currency: data.currency,
  total: totalOf(data.lines),
  is_test: data.testLicenses,
  whole: data.issues.every(({ licenses }) => licenses === 0),
  version: 1,
  created_at: data.at,
  updated_at: data.at,
  words: lexemes(data.authorId, data.number),
});

const changed = (authorId: number, { status, customerId, number, externalId }: InvoiceChanges) => ({
  ...(status && { status: status.after }),
  ...(customerId && { customer_id: customerId.after }),
  ...(number !== undefined && { number, words: lexemes(authorId, number) }),
  ...(externalId && { external_id: externalId.after }),
});

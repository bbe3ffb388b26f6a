import { EventStore } from '@licet/event-store';
import { Injectable } from '@nestjs/common';
import { Invoices } from './invoices.ts';

interface Page {
  /** Undefined: all accounts. */
  authorId?: number | undefined;
  at: string;
  after: number;
  limit: number;
}

interface Due {
  invoiceId: number;
  authorId: number;
}

/** Finds invoices by what the record says of them; a little behind it. */
@Injectable()
export class InvoiceIndex {
  constructor(
    private readonly store: EventStore,
    private readonly invoices: Invoices,
  ) {}

  /** Notes an invoice as it is now, and answers whose it is. Committed when it returns: whoever looks afterwards sees it. */
  async note(invoiceId: number): Promise<{ customerId: number; authorId: number } | null> {
    const { state } = await this.invoices.read(String(invoiceId));
    if (state.kind !== 'invoice') {
      await this.store.pool.query('delete from invoice_index where invoice_id = $1', [invoiceId]);
      return null;
    }
    const { authorId, customerId, status, holdUntil } = state;
    await this.store.pool.query(upsert, [invoiceId, authorId, customerId, status, holdUntil]);
    return customerId === null ? null : { customerId, authorId };
  }

  async ofCustomer(customerId: number): Promise<number[]> {
    const { rows } = await this.store.pool.query<{ invoice_id: number }>(invoicesOfCustomer, [customerId]);
    return rows.map((row) => row.invoice_id);
  }

  /** [INV-14] */
  held({ authorId, at, after, limit }: Page): Promise<Due[]> {
    const of = [after, limit, at];
    return authorId === undefined ? this.#due(held(), of) : this.#due(heldInvoices, [...of, authorId]);
  }

  /** [INV-13] */
  deleted({ authorId, after, limit }: Page): Promise<Due[]> {
    const of = [after, limit];
    return authorId === undefined ? this.#due(deleted(), of) : this.#due(deletedInvoices, [...of, authorId]);
  }

  async #due(text: string, values: unknown[]): Promise<Due[]> {
    const { rows } = await this.store.pool.query<{ invoice_id: number; author_id: number }>(text, values);
    return rows.map((row) => ({ invoiceId: row.invoice_id, authorId: row.author_id }));
  }
}

const upsert = `insert into invoice_index (invoice_id, author_id, customer_id, status, hold_until) values ($1, $2, $3, $4, $5)
  on conflict (invoice_id) do update
    set customer_id = excluded.customer_id, status = excluded.status, hold_until = excluded.hold_until`;
export const invoicesOfCustomer = 'select invoice_id from invoice_index where customer_id = $1 order by invoice_id';

const held = (ofAccount = '') => `select invoice_id, author_id from invoice_index
  where status = 'holding' ${ofAccount} and invoice_id > $1 and hold_until <= $3 order by invoice_id limit $2`;
const deleted = (ofAccount = '') => `select invoice_id, author_id from invoice_index
  where status = 'deleted' ${ofAccount} and invoice_id > $1 order by invoice_id limit $2`;
export const heldInvoices = held('and author_id = $4');
export const deletedInvoices = deleted('and author_id = $3');

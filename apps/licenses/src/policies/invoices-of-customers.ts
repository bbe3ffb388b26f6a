import { type CallContext, commandIdOf } from '@licet/contracts';
import { systemContext } from '@licet/service-kit';
import { Injectable } from '@nestjs/common';
import { InvoiceIndex } from '../invoice-index.ts';
import { Invoices } from '../invoices.ts';
import { MergedCustomers } from '../replicas/merged-customers.ts';
import { MovedByMerges, moveCommand } from '../replicas/moved-by-merges.ts';
import type { Invoice } from '../domain/invoice.ts';

const patience = 30_000; // milliseconds

/** Gives invoices of retired customers to those whom they were merged into, each once. [SL-REG-30, API-CUS-04] */
@Injectable()
export class InvoicesOfCustomers {
  constructor(
    private readonly invoices: Invoices,
    private readonly index: InvoiceIndex,
    private readonly merged: MergedCustomers,
    private readonly moved: MovedByMerges,
  ) {}

  async moveAll(fromId: number, cause: Partial<CallContext>): Promise<void> {
    for (const invoiceId of await this.index.ofCustomer(fromId)) await this.move(invoiceId, cause);
  }

  /** Nothing for an invoice whose customer stands for himself. */
  async move(invoiceId: number, cause: Partial<CallContext>): Promise<void> {
    const { state } = await this.invoices.read(String(invoiceId));
    if (state.kind !== 'invoice' || state.customerId === null) return;
    const to = await this.merged.standing(state.customerId);
    if (to !== state.customerId) await this.#give(state, state.customerId, to, cause);
  }

  /** Its customer was deleted for good in the moment that it was made out to him: it has none from now on. [TEST-08] */
  async leave(invoiceId: number, customerId: number): Promise<void> {
    const { state } = await this.invoices.read(String(invoiceId));
    if (state.kind !== 'invoice' || state.customerId !== customerId) return;
    const { authorId, version } = state;
    const command = { type: 'MoveInvoice' as const, request: { authorId, invoiceId }, from: customerId, to: null };
    const commandId = commandIdOf(`customer-gone:invoice:${invoiceId}:${version}`);
    await this.invoices.decide(invoiceId, command, systemContext('licenses', patience, { commandId }));
  }

  /** Every invoice that a merge took from a customer, as far as it still is where merges brought it. [API-CUS-04] */
  async giveBackAll(fromId: number, cause: Partial<CallContext>): Promise<void> {
    for (const invoiceId of await this.moved.from('invoice', fromId)) await this.giveBack(invoiceId, cause);
  }

  /** Gives the invoice to whoever stands for the customer whom somebody gave it to last; once more where a merge is faster. */
  async giveBack(invoiceId: number, cause: Partial<CallContext>): Promise<void> {
    for (let done = false; !done;) {
      const { state } = await this.invoices.read(String(invoiceId));
      const origin = await this.moved.origin('invoice', invoiceId);
      if (state.kind !== 'invoice' || state.customerId === null || origin === null) return;
      const to = await this.merged.standing(origin);
      done = to === state.customerId || (await this.#give(state, state.customerId, to, cause));
    }
  }

  /** False where the invoice has moved on meanwhile. */
  async #give({ authorId, invoiceId, version }: Invoice, from: number, to: number, cause: Partial<CallContext>) {
    const command = { type: 'MoveInvoice' as const, request: { authorId, invoiceId }, from, to };
    const commandId = moveCommand('invoice', invoiceId, from, version);
    const call = systemContext('licenses', patience, { ...cause, commandId });
    const execution = await this.invoices.decide(invoiceId, command, call);
    return execution.kind === 'accepted' && execution.events.length > 0;
  }
}

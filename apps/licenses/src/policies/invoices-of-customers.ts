import { type CallContext, commandIdOf } from '@licet/contracts';
import { systemContext } from '@licet/service-kit';
import { Injectable } from '@nestjs/common';
import { InvoiceIndex } from '../invoice-index.ts';
import { Invoices } from '../invoices.ts';
import { MergedCustomers } from '../replicas/merged-customers.ts';

const patience = 30_000; // milliseconds

/** Gives invoices of retired customers to those whom they were merged into, each once. [SL-REG-30, API-CUS-04] */
@Injectable()
export class InvoicesOfCustomers {
  constructor(
    private readonly invoices: Invoices,
    private readonly index: InvoiceIndex,
    private readonly merged: MergedCustomers,
  ) {}

  async moveAll(fromId: number, cause: Partial<CallContext>): Promise<void> {
    for (const invoiceId of await this.index.ofCustomer(fromId)) await this.move(invoiceId, cause);
  }

  /** Nothing for an invoice whose customer stands for himself. */
  async move(invoiceId: number, cause: Partial<CallContext>): Promise<void> {
    const { state } = await this.invoices.read(String(invoiceId));
    if (state.kind !== 'invoice' || state.customerId === null) return;
    const { authorId, customerId: from, version } = state;
    const to = await this.merged.standing(from);
    if (to === from) return;
    const command = { type: 'MoveInvoice' as const, request: { authorId, invoiceId }, from, to };
    const commandId = commandIdOf(`merge-invoice:${invoiceId}:${from}:${version}`);
    await this.invoices.decide(invoiceId, command, systemContext('licenses', patience, { ...cause, commandId }));
  }
}

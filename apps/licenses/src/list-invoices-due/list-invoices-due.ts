import { Handles } from '@licet/command-bus';
import { ListInvoicesDue, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { InvoiceIndex } from '../invoice-index.ts';

/** What the daily job has to look at. [INV-13, INV-14] */
@Controller()
export class ListInvoicesDueHandler {
  constructor(private readonly index: InvoiceIndex) {}

  @Handles(ListInvoicesDue)
  async handle({ due, ...page }: RequestOf<typeof ListInvoicesDue>): Promise<ReplyOf<typeof ListInvoicesDue>> {
    const invoices = await (due === 'release' ? this.index.held(page) : this.index.deleted(page));
    return { ok: true, value: { invoices } };
  }
}

import { Handles } from '@licet/command-bus';
import { GetInvoice, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { InvoiceTeller } from '../invoice-teller.ts';
import { notFound } from '../refusals.ts';

/** An invoice from the record itself, never half made. [API-INV-01] */
@Controller()
export class GetInvoiceHandler {
  constructor(private readonly teller: InvoiceTeller) {}

  @Handles(GetInvoice)
  async handle({ authorId, invoiceId }: RequestOf<typeof GetInvoice>): Promise<ReplyOf<typeof GetInvoice>> {
    const invoice = await this.teller.named(authorId, invoiceId);
    return invoice ? { ok: true, value: await this.teller.tell(invoice) } : notFound('invoice');
  }
}

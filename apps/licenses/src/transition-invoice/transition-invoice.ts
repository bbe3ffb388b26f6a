import { Handles } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, TransitionInvoice } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { InvoiceCommands } from '../invoice-commands.ts';
import { InvoiceTeller } from '../invoice-teller.ts';
import { notFound } from '../refusals.ts';

type Request = RequestOf<typeof TransitionInvoice>;

/** Status and block of an invoice, and with them what becomes of its licenses. [API-INV-02, API-INV-03, INV-05 … INV-08] */
@Controller()
export class TransitionInvoiceHandler {
  constructor(
    private readonly commands: InvoiceCommands,
    private readonly teller: InvoiceTeller,
  ) {}

  @Handles(TransitionInvoice)
  async handle(request: Request, call: CallContext): Promise<ReplyOf<typeof TransitionInvoice>> {
    const { authorId, invoiceId } = request;
    if (!(await this.teller.named(authorId, invoiceId))) return notFound('invoice');
    const note = await this.teller.seal(invoiceId, request.note);
    return this.commands.reply(invoiceId, { type: 'TransitionInvoice', request, note }, call);
  }
}

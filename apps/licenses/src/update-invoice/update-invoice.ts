import { Handles } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, UpdateInvoice } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { InvoiceCommands } from '../invoice-commands.ts';
import { InvoiceTeller } from '../invoice-teller.ts';
import { notFound } from '../refusals.ts';
import { KnownCustomers } from '../replicas/known-customers.ts';

/** Changes members of an invoice, never its licenses. [API-INV-01] */
@Controller()
export class UpdateInvoiceHandler {
  constructor(
    private readonly commands: InvoiceCommands,
    private readonly teller: InvoiceTeller,
    private readonly customers: KnownCustomers,
  ) {}

  @Handles(UpdateInvoice)
  async handle(request: RequestOf<typeof UpdateInvoice>, call: CallContext): Promise<ReplyOf<typeof UpdateInvoice>> {
    const { authorId, invoiceId, changes } = request;
    const invoice = await this.teller.named(authorId, invoiceId);
    if (!invoice) return notFound('invoice');
    const { comments: text } = changes;
    const differs = text !== undefined && text !== (await this.teller.open(invoice.comments));
    const command = {
      ...{ type: 'UpdateInvoice' as const, request, customerKnown: await this.#isKnown(changes, authorId, call) },
      ...(differs && { comments: await this.teller.seal(invoiceId, text) }),
    };
    return this.commands.reply(invoiceId, command, call);
  }

  async #isKnown(
    { customerId }: RequestOf<typeof UpdateInvoice>['changes'],
    authorId: number,
    call: CallContext,
  ): Promise<boolean> {
    if (customerId == null) return true;
    return (await this.customers.customer(customerId, authorId, call))?.authorId === authorId;
  }
}

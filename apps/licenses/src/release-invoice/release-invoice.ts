import { Handles } from '@licet/command-bus';
import { type CallContext, ReleaseInvoice, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { InvoiceCommands } from '../invoice-commands.ts';

/** Ends the hold of an invoice whose time has come. [INV-14] */
@Controller()
export class ReleaseInvoiceHandler {
  constructor(private readonly commands: InvoiceCommands) {}

  @Handles(ReleaseInvoice)
  async handle(request: RequestOf<typeof ReleaseInvoice>, call: CallContext): Promise<ReplyOf<typeof ReleaseInvoice>> {
    const { execution, positions } = await this.commands.execute(
      request.invoiceId,
      { type: 'ReleaseInvoice', request },
      call,
    );
    if (execution.kind === 'refused') return { ok: false, refusal: execution.refusal };
    return { ok: true, value: { released: positions.length > 0 }, positions };
  }
}

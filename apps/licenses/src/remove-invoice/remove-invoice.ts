import { Handles } from '@licet/command-bus';
import { type CallContext, RemoveInvoice, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { Licenses, contextOf } from '../aggregates.ts';
import { decideInvoice } from '../domain/invoice.decide.ts';
import type { Invoice } from '../domain/invoice.ts';
import { InvoiceCommands } from '../invoice-commands.ts';
import { InvoiceTeller } from '../invoice-teller.ts';
import { notFound } from '../refusals.ts';

/** Removes a deleted invoice, if nothing is left of its licenses or nothing is to be left. [INV-13] */
@Controller()
export class RemoveInvoiceHandler {
  constructor(
    private readonly commands: InvoiceCommands,
    private readonly teller: InvoiceTeller,
    private readonly licenses: Licenses,
  ) {}

  @Handles(RemoveInvoice)
  async handle(request: RequestOf<typeof RemoveInvoice>, call: CallContext): Promise<ReplyOf<typeof RemoveInvoice>> {
    const { authorId, invoiceId, dryRun } = request;
    const invoice = await this.teller.named(authorId, invoiceId);
    if (!invoice) return notFound('invoice');
    const command = { type: 'RemoveInvoice' as const, request, licensesDeleted: await this.#areDeleted(invoice) };
    if (dryRun) {
      const decision = decideInvoice(command, invoice, contextOf(call, new Date()));
      if (decision.kind === 'refused') return { ok: false, refusal: decision.refusal };
      return { ok: true, value: { removed: decision.events.length > 0 } };
    }
    const { execution, positions } = await this.commands.execute(invoiceId, command, call);
    if (execution.kind === 'refused') return { ok: false, refusal: execution.refusal };
    return { ok: true, value: { removed: positions.length > 0 }, positions };
  }

  /** Flagged for the daily job, or gone by it. */
  async #areDeleted({ lines }: Invoice): Promise<boolean> {
    const ids = lines.flatMap(({ licenses }) => licenses.map(({ licenseId }) => licenseId));
    const states = await Promise.all(ids.map(async (id) => (await this.licenses.read(String(id))).state));
    return states.every((state) => state.kind !== 'license' || state.status.status === 'purging');
  }
}

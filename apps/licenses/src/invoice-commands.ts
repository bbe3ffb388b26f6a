import type { CallContext, InvoiceEvent, InvoiceFacts, Position, Reply } from '@licet/contracts';
import { Contended, type Execution } from '@licet/event-store';
import { replyTo } from '@licet/service-kit';
import { Injectable } from '@nestjs/common';
import type { InvoiceCommand } from './domain/invoice.decide.ts';
import { type Invoice, type InvoiceState, processOf } from './domain/invoice.ts';
import { InvoiceTeller } from './invoice-teller.ts';
import { Invoices } from './invoices.ts';
import { InvoiceSteps } from './policies/invoice-steps.ts';

type Executed = Execution<InvoiceState, InvoiceEvent>;

const attempts = 5;

/** Decides about invoices that there are: what was left undone before comes first, and what follows for licenses is done before the answer. */
@Injectable()
export class InvoiceCommands {
  constructor(
    private readonly invoices: Invoices,
    private readonly steps: InvoiceSteps,
    private readonly teller: InvoiceTeller,
  ) {}

  /** `positions`: of everything that the command has left in the record, in whichever stream. */
  async execute(
    invoiceId: number,
    command: InvoiceCommand,
    call: CallContext,
  ): Promise<{ execution: Executed; positions: Position[] }> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const execution = await this.invoices.decide(invoiceId, command, call);
      const again = execution.kind === 'refused' && execution.refusal.facts?.again === true;
      if (!again) return { execution, positions: await this.#finished(invoiceId, execution) };
      await this.steps.finish(invoiceId);
    }
    throw new Contended(`invoice-${invoiceId}`);
  }

  /** The invoice as the command leaves it, with everything done that it asks of licenses. */
  async reply(invoiceId: number, command: InvoiceCommand, call: CallContext): Promise<Reply<InvoiceFacts>> {
    const { execution, positions } = await this.execute(invoiceId, command, call);
    const reply = replyTo(execution, recorded);
    if (!reply.ok) return reply;
    const { authorId } = reply.value;
    const invoice = (await this.teller.named(authorId, invoiceId)) ?? reply.value;
    return { ok: true, value: await this.teller.tell(invoice), ...(positions.length > 0 && { positions }) };
  }

  async #finished(invoiceId: number, execution: Executed): Promise<Position[]> {
    if (execution.kind !== 'accepted' || !execution.position) return [];
    const [event] = execution.events;
    const process = event ? processOf(event) : null;
    if (!process) return [execution.position];
    await this.steps.finish(invoiceId);
    return [execution.position, ...(await this.steps.places(process))];
  }
}

function recorded(state: InvoiceState): Invoice {
  if (state.kind !== 'invoice') throw new Error('An invoice that was changed is not there.');
  return state;
}

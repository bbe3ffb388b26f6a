import { Handles } from '@licet/command-bus';
import {
  type CallContext,
  CreateInvoice,
  type InvoiceEvent,
  type Position,
  type Refused,
  type ReplyOf,
  type RequestOf,
  objectUuid,
} from '@licet/contracts';
import { EventStore, type Execution } from '@licet/event-store';
import { replyToCreation } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { contextOf } from '../aggregates.ts';
import { type CreateInvoiceCommand, assessInvoice } from '../domain/create-invoice.ts';
import { type InvoiceState, processOf } from '../domain/invoice.ts';
import { InvoiceTeller } from '../invoice-teller.ts';
import { Invoices } from '../invoices.ts';
import { InvoiceSteps } from '../policies/invoice-steps.ts';
import { PrepareLines } from './prepare-lines.ts';
import { generateOrderNumber } from './order-number.ts';

type Request = RequestOf<typeof CreateInvoice>;

/** Records an order, and issues what it sells: all of it, or there is no order. [API-INV-01] */
@Controller()
export class CreateInvoiceHandler {
  constructor(
    private readonly store: EventStore,
    private readonly invoices: Invoices,
    private readonly steps: InvoiceSteps,
    private readonly teller: InvoiceTeller,
    private readonly prepare: PrepareLines,
  ) {}

  @Handles(CreateInvoice)
  async handle(request: Request, call: CallContext): Promise<ReplyOf<typeof CreateInvoice>> {
    const execution = await this.#decide(request, call);
    const reply = await replyToCreation(this.store, this.invoices, execution, call, idOf);
    return reply.ok ? this.#completed(reply.value, reply.positions ?? [], request.authorId) : reply;
  }

  async #decide(request: Request, call: CallContext): Promise<Execution<InvoiceState, InvoiceEvent> | Refused> {
    const question = { request, ...(await this.prepare.of(request, call)) };
    const refused = assessInvoice(question, contextOf(call, new Date()));
    if (refused) return refused;
    const invoiceId = await this.store.nextNumber('invoice');
    const comments = await this.teller.seal(invoiceId, request.comments);
    const number = request.number ?? generateOrderNumber();
    const prepared = { invoiceId, uuid: objectUuid(invoiceId), number, comments };
    const command: CreateInvoiceCommand = { type: 'CreateInvoice', ...question, prepared };
    return this.invoices.decide(invoiceId, command, call);
  }

  /** The invoice with everything that belongs to it, or why it was given up. */
  async #completed(
    invoiceId: number,
    positions: readonly Position[],
    authorId: number,
  ): Promise<ReplyOf<typeof CreateInvoice>> {
    const [created] = await this.store.readStream(`invoice-${invoiceId}`);
    const process = created && processOf(created as Parameters<typeof processOf>[0]);
    if (process) await this.steps.finish(invoiceId);
    const all = [...positions, ...(process ? await this.steps.places(process) : [])];
    const invoice = await this.teller.named(authorId, invoiceId);
    if (invoice) return { ok: true, value: await this.teller.tell(invoice), positions: all };
    const { state } = await this.invoices.read(String(invoiceId));
    return { ok: false, refusal: refusalOf(state), positions: all };
  }
}

function idOf(state: InvoiceState): number {
  if (state.kind === 'none') throw new Error('An invoice that was created is not there.');
  return state.invoiceId;
}

const refusalOf = (state: InvoiceState) =>
  (state.kind === 'gone' ? state.refusal : null) ?? { code: 'not_found' as const, facts: { what: 'invoice' } };

import type { CallContext, InvoiceEvent } from '@licet/contracts';
import { Aggregate, EventStore } from '@licet/event-store';
import { Injectable } from '@nestjs/common';
import { contextOf } from './aggregates.ts';
import type { DecisionContext } from './domain/caller.ts';
import { type InvoiceCommand, invoiceDecider } from './domain/invoice.decide.ts';
import type { InvoiceState } from './domain/invoice.ts';

/** Streams `invoice-<n>`. */
@Injectable()
export class Invoices extends Aggregate<InvoiceCommand, InvoiceState, InvoiceEvent, DecisionContext> {
  constructor(store: EventStore) {
    super(store, { kind: 'invoice', decider: invoiceDecider });
  }

  decide(invoiceId: number, command: InvoiceCommand, call: CallContext) {
    return this.execute(String(invoiceId), command, {
      call,
      authorId: () => command.request.authorId,
      context: (now) => contextOf(call, now),
    });
  }
}

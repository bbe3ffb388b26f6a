import { Handles } from '@licet/command-bus';
import {
  type InvoiceEvent,
  type InvoiceTransition,
  ListInvoiceTransitions,
  type RecordedEvent,
  type ReplyOf,
  type RequestOf,
  invoiceTransitionList,
} from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { readMemoryList, transitionsIn } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { InvoiceTeller } from '../invoice-teller.ts';
import { notFound } from '../refusals.ts';

const transitions = transitionsIn<InvoiceTransition>(invoiceTransitionList);

/** Past changes of status and block, from the record itself: an invoice has few. [API-VERB-03] */
@Controller()
export class ListInvoiceTransitionsHandler {
  constructor(
    private readonly teller: InvoiceTeller,
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  @Handles(ListInvoiceTransitions)
  async handle(request: RequestOf<typeof ListInvoiceTransitions>): Promise<ReplyOf<typeof ListInvoiceTransitions>> {
    const { authorId, invoiceId, query } = request;
    if (!(await this.teller.named(authorId, invoiceId))) return notFound('invoice');
    const events = (await this.store.readStream(`invoice-${invoiceId}`)) as RecordedEvent<InvoiceEvent>[];
    const told = await Promise.all(events.map((event) => this.#told(event)));
    return readMemoryList(transitions, [authorId, invoiceId], told.flat(), query, this.vault);
  }

  async #told(recorded: RecordedEvent<InvoiceEvent>): Promise<InvoiceTransition[]> {
    const change = changeOf(recorded as InvoiceEvent);
    if (!change) return [];
    const { note, ...told } = change;
    const { kind, id } = recorded.metadata.actor;
    return [{ ...told, note: await this.teller.open(note), actor: { kind, id } }];
  }
}

const named = { InvoiceRestored: 'restored', InvoiceBlocked: 'blocked', InvoiceUnblocked: 'unblocked' } as const;

/** Undefined for what is no transition. */
function changeOf(event: InvoiceEvent) {
  switch (event.type) {
    case 'InvoiceUpdated': {
      const { version, changes, note, at } = event.data;
      return changes.status && { version, from: changes.status.before, to: changes.status.after, note, at };
    }
    case 'InvoiceVoided':
    case 'InvoiceRefunded':
    case 'InvoiceDeleted': {
      const { version, before, after, note, at } = event.data;
      return { version, from: before, to: after, note, at };
    }
    case 'InvoiceRestored':
    case 'InvoiceBlocked':
    case 'InvoiceUnblocked': {
      const { version, before, note, at } = event.data;
      return { version, from: before, to: named[event.type], note, at };
    }
    default:
      return undefined;
  }
}

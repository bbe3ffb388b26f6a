import {
  type Decision,
  type InvoiceChanges,
  type InvoiceEvent,
  type RequestOf,
  type Sealed,
  type UpdateInvoice,
  accept,
  externalIdClaims,
  mostMetadata,
  patchMetadata,
  refuse,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import { next } from './invoice-process.ts';
import type { Invoice, InvoiceState } from './invoice.ts';
import { differing, isEmpty } from './settings.ts';
import { standing } from './standing-invoice.ts';

type Request = RequestOf<typeof UpdateInvoice>;

export interface UpdateInvoiceCommand {
  type: 'UpdateInvoice';
  request: Request;
  /** The comments, sealed, where they are others than before; undefined where they stay. */
  comments?: Sealed | null;
  /** Whether the customer named is one of the author's. */
  customerKnown: boolean;
}

/** Changes members, never licenses. [API-INV-01, API-VERB-07] */
export function updateInvoice(
  command: UpdateInvoiceCommand,
  state: InvoiceState,
  context: DecisionContext,
): Decision<InvoiceEvent> {
  const lacking = missingScope(context.caller, 'invoices:write');
  if (lacking) return lacking;
  const invoice = standing(state, command.request);
  if (invoice.kind === 'refused') return invoice;
  if (!command.customerKnown) return refuse('not_found', { what: 'customer' });
  const changes = changesOf(command, invoice);
  if (Object.keys(changes.metadata ?? {}).length > mostMetadata)
    return refuse('parameter_invalid', { pointers: ['/metadata'] });
  if (isEmpty(changes)) return accept();
  const data = { ...next(invoice), changes, note: null, at: context.now.toISOString() };
  return {
    ...accept({ type: 'InvoiceUpdated', data }),
    ...externalIdClaims('invoice', invoice.authorId, changes.externalId),
  };
}

function changesOf({ request, comments }: UpdateInvoiceCommand, invoice: Invoice): InvoiceChanges {
  const { number, registrar, automaticMail, customerId, holdUntil, externalId, metadata } = request.changes;
  const merged = metadata && patchMetadata(invoice.metadata, metadata);
  const until = holdUntil == null ? holdUntil : new Date(holdUntil).toISOString();
  return {
    ...differing(plainOf(invoice), named({ number, registrar, automaticMail, metadata: merged })),
    ...(comments !== undefined && { comments }),
    ...change('customerId', invoice.customerId, customerId),
    ...change('holdUntil', invoice.holdUntil, until),
    ...change('externalId', invoice.externalId, externalId),
  };
}

const plainOf = ({ number, registrar, automaticMail, metadata }: Invoice) => ({
  number,
  registrar,
  automaticMail,
  metadata,
});

const named = <T extends object>(members: T) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [N in keyof T]?: Exclude<T[N], undefined>;
  };

const change = <N extends string, T>(name: N, before: T, after: T | undefined) =>
  (after === undefined || after === before ? {} : { [name]: { before, after } }) as Partial<
    Record<N, { before: T; after: T }>
  >;

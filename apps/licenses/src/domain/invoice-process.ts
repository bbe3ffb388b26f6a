import {
  type Decision,
  type InvoiceEvent,
  type Refusal,
  type ReleaseInvoice,
  type RequestOf,
  accept,
  externalIdClaim,
  refuse,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import type { Invoice, InvoiceState } from './invoice.ts';
import { standing } from './standing-invoice.ts';

type StepsTaken = Extract<InvoiceEvent, { type: 'InvoiceStepsTaken' }>['data'];
interface OfInvoice {
  request: { authorId: number; invoiceId: number };
}

/** All steps of the pending process are done. */
interface TakeSteps extends OfInvoice {
  type: 'TakeInvoiceSteps';
  of: number;
  issued: StepsTaken['issued'];
  moved: StepsTaken['moved'];
}
/** A license of the pending creation could not be issued. */
interface Abandon extends OfInvoice {
  type: 'AbandonInvoice';
  of: number;
  refusal: Refusal;
}
/** Its customer was merged into another, or deleted for good. [SL-REG-30, TEST-08] */
interface Move extends OfInvoice {
  type: 'MoveInvoice';
  from: number;
  /** Null: it is nobody's from now on. */
  to: number | null;
}
interface Release {
  type: 'ReleaseInvoice';
  request: RequestOf<typeof ReleaseInvoice>;
}
interface Remove extends OfInvoice {
  type: 'RemoveInvoice';
  /** Whether each of its licenses is gone or flagged for deletion. */
  licensesDeleted: boolean;
}
export type InvoiceProcessCommand = TakeSteps | Abandon | Move | Release | Remove;

/** Once: whoever comes later finds it done. */
export function takeSteps(command: TakeSteps, state: InvoiceState, { now }: DecisionContext): Decision<InvoiceEvent> {
  const { of, issued, moved } = command;
  if (state.kind !== 'invoice' || state.pending?.version !== of) return accept();
  return accept({ type: 'InvoiceStepsTaken', data: { ...ids(state), of, issued, moved, at: now.toISOString() } });
}

/** Its external id is free again. Refused where the steps were taken nevertheless. */
export function abandonInvoice(
  command: Abandon,
  state: InvoiceState,
  { now }: DecisionContext,
): Decision<InvoiceEvent> {
  if (state.kind === 'gone') return accept();
  if (state.kind !== 'invoice' || state.pending?.version !== command.of) return refuse('version_conflict');
  const { code, facts = {} } = command.refusal;
  const data = { ...ids(state), code, facts, at: now.toISOString() };
  return { ...accept({ type: 'InvoiceAbandoned', data }), ...released(state) };
}

/** An invoice that names another customer by now is not moved: whoever changed that did so later. */
export function moveInvoice(command: Move, state: InvoiceState, { now }: DecisionContext): Decision<InvoiceEvent> {
  const { from, to } = command;
  if (state.kind !== 'invoice' || state.customerId !== from) return accept();
  const changes = { customerId: { before: from, after: to } };
  return accept({ type: 'InvoiceUpdated', data: { ...next(state), changes, note: null, at: now.toISOString() } });
}

/** [INV-14] */
export function releaseInvoice({ request }: Release, state: InvoiceState, context: DecisionContext) {
  const lacking = notPermitted(context);
  if (lacking) return lacking;
  const invoice = standing(state, request);
  if (invoice.kind === 'refused') return invoice;
  const { status, holdUntil } = invoice;
  const isDue = status === 'holding' && holdUntil !== null && Date.parse(holdUntil) <= Date.parse(request.at);
  if (!isDue) return accept<InvoiceEvent>();
  const changes = { status: { before: status, after: 'shipping' as const } };
  const at = context.now.toISOString();
  return accept<InvoiceEvent>({ type: 'InvoiceUpdated', data: { ...next(invoice), changes, note: null, at } });
}

/** [INV-13] */
export function removeInvoice(command: Remove, state: InvoiceState, context: DecisionContext): Decision<InvoiceEvent> {
  const lacking = notPermitted(context);
  if (lacking) return lacking;
  const invoice = standing(state, command.request);
  if (invoice.kind === 'refused') return invoice;
  if (invoice.status !== 'deleted' || !command.licensesDeleted) return accept();
  const data = { ...ids(invoice), at: context.now.toISOString() };
  return { ...accept({ type: 'InvoiceRemoved', data }), ...released(invoice) };
}

/** The jobs of the house, and people who may write invoices. [INV-08] */
const notPermitted = ({ caller }: DecisionContext) =>
  caller.via === 'system' ? undefined : missingScope(caller, 'invoices:write');

const ids = ({ invoiceId, uuid, authorId }: Invoice) => ({ invoiceId, uuid, authorId });

/** What an event that changes the invoice begins with. */
export const next = (invoice: Invoice) => ({ ...ids(invoice), version: invoice.version + 1 });

const released = ({ authorId, externalId }: Invoice) =>
  externalId === null ? {} : { releases: [externalIdClaim('invoice', authorId, externalId)] };

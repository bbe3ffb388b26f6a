import {
  type Decision,
  type InvoiceEvent,
  type InvoiceStatus,
  type InvoiceTransitioned,
  type LicenseFate,
  type LicenseOrder,
  type Refused,
  type RequestOf,
  type Sealed,
  type TransitionInvoice,
  accept,
  refuse,
  standingInvoiceStatuses,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import { next } from './invoice-process.ts';
import type { Invoice, InvoiceState } from './invoice.ts';
import { standing } from './standing-invoice.ts';

type Request = RequestOf<typeof TransitionInvoice>;
type Kind = InvoiceTransitioned['type'];

export interface TransitionInvoiceCommand {
  type: 'TransitionInvoice';
  request: Request;
  /** Sealed; null for none. */
  note: Sealed | null;
}

/** Status and block of an invoice. Financial Access suffices, also where licenses are voided or returned. [INV-07, INV-08, API-INV-02] */
export function transitionInvoice(
  { request, note }: TransitionInvoiceCommand,
  state: InvoiceState,
  { caller, now }: DecisionContext,
): Decision<InvoiceEvent> {
  const lacking = missingScope(caller, 'invoices:write');
  if (lacking) return lacking;
  const invoice = standing(state, request);
  if (invoice.kind === 'refused') return invoice;
  const wrong = strangeLines(request, invoice);
  if (wrong) return wrong;
  const outcome = outcomeOf(request, invoice);
  if (outcome === null) return accept();
  if (outcome === 'forbidden')
    return refuse('transition_not_allowed', { what: 'invoice', from: invoice.status, to: request.to });
  const [type, after, licenses] = outcome;
  const common = { ...next(invoice), note, at: now.toISOString() };
  if (type === 'InvoiceUpdated')
    return accept({ type, data: { ...common, changes: { status: { before: invoice.status, after } } } });
  return accept({ type, data: { ...common, before: invoice.status, after, licenses } });
}

type Outcome = [type: Kind | 'InvoiceUpdated', after: InvoiceStatus, licenses: LicenseOrder[]];

/** What happens, null for nothing: what is asked for holds already. */
function outcomeOf(request: Request, invoice: Invoice): Outcome | 'forbidden' | null {
  const { to } = request;
  const { status, blocked } = invoice;
  const stands = isStanding(status);
  switch (to) {
    case 'blocked':
      return blocked ? null : ['InvoiceBlocked', status, everyLicense(invoice, 'stopped')];
    case 'unblocked':
      return blocked ? ['InvoiceUnblocked', status, everyLicense(invoice, 'freed')] : null;
    case 'voided':
      return status === to ? null : stands ? ['InvoiceVoided', to, concerned(request, invoice, 'void')] : 'forbidden';
    case 'refunded':
      return refund(request, invoice);
    case 'deleted': {
      const licenses = request.keepLicenses ? [] : everyLicense(invoice, 'deleted');
      return status === to ? null : ['InvoiceDeleted', to, licenses];
    }
    case 'restored':
      return invoice.statusBeforeDeletion === null
        ? 'forbidden'
        : ['InvoiceRestored', invoice.statusBeforeDeletion, movedLicenses(invoice)];
    default:
      return status === to ? null : stands ? ['InvoiceUpdated', to, []] : 'forbidden';
  }
}

/** Further licenses of an order that was refunded in part can be refunded later. [INV-06] */
function refund(request: Request, invoice: Invoice): Outcome | 'forbidden' | null {
  const licenses = concerned(request, invoice, 'returned');
  const again = invoice.status === 'refunded';
  if (again && (request.lines === null || licenses.length === 0)) return null;
  return again || isStanding(invoice.status) ? ['InvoiceRefunded', 'refunded', licenses] : 'forbidden';
}

const isStanding = (status: InvoiceStatus): boolean =>
  (standingInvoiceStatuses as readonly InvoiceStatus[]).includes(status);

const everyLicense = ({ lines }: Invoice, becomes: LicenseOrder['becomes']): LicenseOrder[] =>
  lines.flatMap(({ licenses }) => licenses.map(({ licenseId }) => ({ licenseId, becomes })));

const movedLicenses = ({ moved }: Invoice): LicenseOrder[] =>
  moved.map(({ licenseId, since }) => ({ licenseId, becomes: 'restored', since }));

/** All licenses, or those of the lines named, each as its line says. */
function concerned(request: Request, invoice: Invoice, usual: Exclude<LicenseFate, 'kept'>): LicenseOrder[] {
  if (request.keepLicenses) return [];
  if (request.lines === null) return everyLicense(invoice, usual);
  return request.lines.flatMap(({ line, becomes, licenseIds }) => {
    const licenses = invoice.lines[line]?.licenses ?? [];
    const chosen = licenses.filter(({ licenseId }) => licenseIds === null || licenseIds.includes(licenseId));
    return becomes === 'kept' ? [] : chosen.map(({ licenseId }) => ({ licenseId, becomes }));
  });
}

/** Lines go with void and refund only, must exist, be named once, and have the licenses named. */
function strangeLines({ to, lines, keepLicenses }: Request, invoice: Invoice): Refused | undefined {
  if (lines === null) return undefined;
  const workflow = to === 'voided' || to === 'refunded';
  if (!workflow || keepLicenses) return refuse('parameter_invalid', { pointers: ['/lines'] });
  const numbers = lines.map(({ line }) => line);
  const pointers = lines.flatMap(({ line, licenseIds }, i) => {
    const ids = new Set(invoice.lines[line]?.licenses.map(({ licenseId }) => licenseId));
    return [
      ...(!invoice.lines[line] || numbers.indexOf(line) !== i ? [`/lines/${i}/line`] : []),
      ...(licenseIds?.every((id) => ids.has(id)) === false ? [`/lines/${i}/licenseIds`] : []),
    ];
  });
  return pointers.length > 0 ? refuse('parameter_invalid', { pointers }) : undefined;
}

import {
  type Decision,
  type InvoiceReference,
  type LicenseChanges,
  type LicenseEvent,
  type LicenseOrder,
  type LicenseStatus,
  type OtherLicense,
  accept,
} from '@licet/contracts';
import type { DecisionContext } from './caller.ts';
import type { License, LicenseState } from './license.ts';
import { termChanges } from './license-term.ts';
import { prolongedTerm } from './prolonged.ts';
import { recordChanges } from './record-changes.ts';

/** What an invoice asks of a license. */
export type InvoiceOrder =
  | { asks: 'list' }
  | { asks: 'renew'; days: number }
  | { asks: 'giveWay'; to: OtherLicense }
  | { asks: 'takeBack' }
  | ({ asks: 'become' } & Pick<LicenseOrder, 'becomes' | 'since'>);

/**
 * What was decided about the invoice of a license: the workflows of invoices are the way by which people without Master User void and
 * return licenses, so nobody asks here who does it. [INV-05 … INV-11, ST-15, ST-16]
 */
export interface FollowInvoiceCommand {
  type: 'FollowInvoice';
  request: { authorId: number; licenseId: number };
  invoice: InvoiceReference;
  order: InvoiceOrder;
  /** Of a license to be renewed whose days count from there; null before it. */
  firstActivatedAt?: string | null;
}

/** One event, or nothing where the license is gone, has moved on, or is so already. Never refused. */
export function followInvoice(
  command: FollowInvoiceCommand,
  state: LicenseState,
  context: DecisionContext,
): Decision<LicenseEvent> {
  if (state.kind !== 'license' || state.authorId !== command.request.authorId) return accept();
  return recordChanges(state, changesFor(command, state, context), context);
}

function changesFor(
  { order, invoice, firstActivatedAt = null }: FollowInvoiceCommand,
  license: License,
  { now }: DecisionContext,
): LicenseChanges {
  switch (order.asks) {
    case 'list':
      return license.invoice === null ? { invoice: { before: null, after: invoice } } : {};
    case 'renew':
      return renewed(license, firstActivatedAt, order.days, now);
    case 'giveWay':
      return { ...superseded(license), ...replaced(license, order.to) };
    case 'takeBack':
      return becoming(license, { status: 'purging', reason: null });
    case 'become':
      return changedBy(order, license, invoice);
  }
}

function changedBy(
  { becomes, since }: Pick<LicenseOrder, 'becomes' | 'since'>,
  license: License,
  { invoiceId }: InvoiceReference,
): LicenseChanges {
  if (license.invoice?.invoiceId !== invoiceId) return {}; // another order has it
  switch (becomes) {
    case 'void':
    case 'returned':
    case 'fraud':
      return becoming(license, { status: 'revoked', reason: becomes });
    case 'deleted':
      return becoming(license, { status: 'deleted', reason: null });
    case 'restored':
      return license.statusSince === since && license.statusBeforeDeletion
        ? { status: { before: license.status, after: license.statusBeforeDeletion } }
        : {};
    case 'stopped':
    case 'freed': {
      const invoiceBlocked = becomes === 'stopped';
      return license.invoiceBlocked !== invoiceBlocked ? { invoiceBlocked } : {};
    }
  }
}

/** Whoever deleted a license, or flagged it for deletion, has said more than any invoice. */
function becoming({ status }: License, after: LicenseStatus): LicenseChanges {
  const settled = status.status === 'deleted' || status.status === 'purging';
  const same = status.status === after.status && status.reason === after.reason;
  return settled || same ? {} : { status: { before: status, after } };
}

/** Only of what is good: Upgrade Behavior must not give back what people have taken away. [INV-11] */
const superseded = (license: License): LicenseChanges =>
  license.status.status === 'active' ? becoming(license, { status: 'superseded', reason: null }) : {};

const replaced = ({ replacedBy }: License, to: OtherLicense): LicenseChanges =>
  replacedBy?.licenseId === to.licenseId ? {} : { replacedBy: { before: replacedBy, after: to } };

/** What never ends stays so. [INV-10] */
function renewed(license: License, firstActivatedAt: string | null, days: number, now: Date): LicenseChanges {
  const term = days === 0 ? null : prolongedTerm(license, firstActivatedAt, days, now);
  return term ? termChanges(license, term) : {};
}

import {
  type LicenseStatus,
  effectiveSettings,
  endOf,
  frozenUntil,
  noReactivations,
  type OptionSettings,
  type ProductSettings,
  type StatusFacts,
  reactivationState,
  unifiedStatus,
} from '@licet/contracts';
import type { LicenseRow } from './license-row.ts';

/** Looked at again this soon when facts are missing that other lanes will bring. Milliseconds. */
const patience = 1000;

/**
 * What follows from the facts of a row, and when it has to be looked at again because time alone changes it. Nothing follows while the
 * option, the product or the license's own facts are not here.
 */
export function deriveStatus(
  told: LicenseRow,
  ofOption: OptionSettings | undefined,
  product: ProductSettings | undefined,
  now: Date,
): LicenseRow {
  const row = withEnd(told);
  const license = licenseFacts(row);
  if (!license || row.option_id === null || row.product_id === null) return { ...row, derive_at: null };
  if (!ofOption || !product) return { ...row, derive_at: new Date(now.getTime() + patience).toISOString() };
  const option = effectiveSettings(ofOption, { overrides: row.overrides ?? {} });
  const ledger = ledgerFacts(row);
  const overlays = { orderBlocked: row.invoice_blocked === true };
  const status = unifiedStatus({ license, ledger, option, product, now, overlays });
  return {
    ...row,
    progress: status.progress,
    state: status.state,
    usable: status.usable,
    expired: status.expired,
    dna_status: status.dna,
    solo_status: status.solo,
    ip_status: status.ip.status,
    ip_frozen: status.ip.isFrozen,
    derive_at: nextChange(row, option, ledger ?? { reactivations: noReactivations }, now),
  };
}

/** Days count from the first activation, whichever of them comes to be known first. [API-OPT-04] */
const withEnd = (row: LicenseRow): LicenseRow =>
  row.expiry_days === null
    ? row
    : { ...row, expires_at: endOf({ expiresAt: null, expiryDays: row.expiry_days }, row.first_activated_at) };

function licenseFacts(row: LicenseRow): StatusFacts['license'] | undefined {
  if (row.status === null || row.status_since === null) return undefined;
  const status = { status: row.status, reason: row.reason } as LicenseStatus;
  const { is_test, is_trial, customer_id: customerId, expires_at: expiresAt, status_since: statusSince } = row;
  const { freeze_end: freezeEnd } = row;
  return {
    status,
    statusSince,
    expiresAt,
    isTest: is_test === true,
    isTrial: is_trial === true,
    customerId,
    freezeEnd,
  };
}

function ledgerFacts(row: LicenseRow): StatusFacts['ledger'] {
  if (row.ledger_version === 0) return null;
  const { seats_in_use, first_activated_at, newest_machine_at, lockout_at: at } = row;
  return {
    seatsInUse: seats_in_use,
    firstActivatedAt: first_activated_at,
    newestMachineAt: newest_machine_at,
    reactivations: { ...noReactivations, lockout: at === null ? null : { at, count: 0 } }, // no reader of rows counts
  };
}

function nextChange(
  row: LicenseRow,
  { expiry, freeze, reactivation }: OptionSettings,
  { reactivations }: Pick<NonNullable<StatusFacts['ledger']>, 'reactivations'>,
  now: Date,
): string | null {
  const instants: number[] = [];
  if (expiry.rule !== 'never' && row.expires_at !== null) instants.push(Date.parse(row.expires_at));
  const frozen = frozenUntil(freeze, row.freeze_end, row.newest_machine_at);
  if (frozen !== null) instants.push(Date.parse(frozen));
  const { until } = reactivationState(reactivation, { isTest: row.is_test === true }, reactivations, now);
  if (until !== null) instants.push(Date.parse(until));
  const ahead = instants.filter((instant) => instant > now.getTime());
  return ahead.length ? new Date(Math.min(...ahead)).toISOString() : null;
}

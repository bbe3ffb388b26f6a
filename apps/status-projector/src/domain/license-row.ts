import {
  type FreezeEnd,
  type LicenseOverrides,
  type TermsChanged,
  type AttemptsEvent,
  type CustomerEvent,
  type LedgerEvent,
  type LicenseChanges,
  type EventOf,
  type LicenseAdded,
  type LicenseChanged,
  type LicenseEvent,
  type OptionEvent,
  type ProductEvent,
  type RecordedEvent,
  counterName,
} from '@licet/contracts';

/** The events that read models are made of. */
export type SourceEvent = LicenseEvent | LedgerEvent | ProductEvent | OptionEvent | CustomerEvent | AttemptsEvent;

/** A license as the read model keeps it, in the columns of its table; times in RFC 3339. */
export interface LicenseRow {
  license_id: number;
  uuid: string | null;
  author_id: number | null;
  product_id: number | null;
  option_id: number | null;
  customer_id: number | null;
  distributor_id: number | null;
  key: string | null;
  serial_number: string | null;
  quantity: number | null;
  unit_price: string | null;
  status: string | null;
  reason: string | null;
  status_since: string | null;
  /** When it ends; where days count, derived from its first activation. */
  expires_at: string | null;
  /** Days from its first activation to its end, in place of a date. [API-OPT-04] */
  expiry_days: number | null;
  current_version: string | null;
  license_update: string | null;
  is_test: boolean | null;
  is_trial: boolean | null;
  invoice_id: number | null;
  /** What the author's own systems call it. [API-REP-15] */
  external_id: string | null;
  /** Settings that it says for itself; null for none. [API-OPT-07] */
  overrides: LicenseOverrides | null;
  freeze_end: FreezeEnd | null;
  /** Stopped by its invoice. [UNI-33] */
  invoice_blocked: boolean | null;
  entered_at: string | null;
  updated_at: string | null;
  /** Version of the owner's stream that was folded last; 0 before the first. */
  license_version: number;
  activations_left: number | null;
  deactivations_left: number | null;
  counter: number | null;
  seats_in_use: number;
  first_activated_at: string | null;
  last_activated_at: string | null;
  newest_machine_at: string | null;
  /** When the last re-activation lockout began that staff have not ended; null for none. [DNA-REACT-01] */
  lockout_at: string | null;
  last_check_at: string | null;
  /** Version of the ledger that was folded last; 0 before the first. */
  ledger_version: number;
  progress: string | null;
  state: string | null;
  usable: boolean | null;
  expired: boolean | null;
  dna_status: string | null;
  solo_status: string | null;
  ip_status: string | null;
  ip_frozen: boolean | null;
  derive_at: string | null;
}

export const emptyLicense = (licenseId: number): LicenseRow => ({
  license_id: licenseId,
  ...{ uuid: null, author_id: null, product_id: null, option_id: null, customer_id: null, distributor_id: null },
  ...{ key: null, serial_number: null, quantity: null, unit_price: null, status: null, reason: null },
  ...{ status_since: null, expires_at: null, current_version: null, license_update: null, is_test: null },
  ...{ is_trial: null, entered_at: null, updated_at: null, license_version: 0, activations_left: null },
  ...{ deactivations_left: null, counter: null, seats_in_use: 0, first_activated_at: null },
  ...{ last_activated_at: null, newest_machine_at: null, lockout_at: null, last_check_at: null },
  ...{ ledger_version: 0, progress: null },
  ...{ state: null, usable: null, expired: null, dna_status: null, solo_status: null, ip_status: null },
  ...{ ip_frozen: null, derive_at: null, invoice_id: null, invoice_blocked: null },
  ...{ external_id: null, overrides: null, freeze_end: null, expiry_days: null },
});

/** Folds an event of the license's owner or of its ledger into the row. Events that were folded before change nothing. */
export function foldLicense(row: LicenseRow, event: SourceEvent, version: number): LicenseRow {
  switch (event.type) {
    case 'LicenseAdded':
    case 'LicenseStatusChanged':
    case 'LicenseExpirationChanged':
    case 'LicenseUpdated':
      return version <= row.license_version ? row : { ...foldAdministration(row, event), license_version: version };
    case 'LedgerOpened':
    case 'TermsChanged':
    case 'LedgerMarkedStale':
    case 'LedgerMended':
    case 'BalanceUseEnded':
    case 'InstallationActivated':
    case 'InstallationReactivated':
    case 'InstallationChecked':
    case 'InstallationDeactivated':
    case 'InstallationBanned':
    case 'InstallationRestored':
    case 'BalanceChanged':
      return version <= row.ledger_version ? row : { ...foldUse(row, event), ledger_version: version };
    default:
      return row;
  }
}

/** The license that an event changes the row of; undefined for all others. */
export function licenseOf({ type, data }: RecordedEvent<SourceEvent>): number | undefined {
  return 'licenseId' in data && type !== 'ActivationRefused' ? data.licenseId : undefined;
}

function foldAdministration(row: LicenseRow, event: EventOf<typeof LicenseAdded> | LicenseChanged): LicenseRow {
  if (event.type === 'LicenseAdded') return { ...row, ...added(event.data) };
  const { changes, at } = event.data;
  const { status, expiresAt, licenseUpdate, serialNumberText, customerId } = changes;
  return {
    ...row,
    ...(status && { status: status.after.status, reason: status.after.reason, status_since: at }),
    // The end that the old days made goes with them; a date of its own is told beside them, and where days hold it is derived anew.
    ...(changes.expiryDays && { expiry_days: changes.expiryDays.after, expires_at: null }),
    ...(expiresAt && { expires_at: expiresAt.after }),
    ...(licenseUpdate !== undefined && { license_update: licenseUpdate }),
    ...(customerId && { customer_id: customerId.after }),
    ...(serialNumberText && { serial_number: serialNumberText.after, key: serialNumberText.after }),
    ...replaced(changes),
    ...laterEnd(row, changes.freezeEnd),
    updated_at: at,
  };
}

/** Told by the license, and by the ledger where that counts it from later on; which of them comes first does not matter. [API-LIC-13, API-LIC-23] */
const laterEnd = ({ freeze_end: present }: LicenseRow, freezeEnd: FreezeEnd | undefined): Partial<LicenseRow> =>
  freezeEnd && (!present || freezeEnd.setAt >= present.setAt) ? { freeze_end: freezeEnd } : {};

/** Members that an event simply gives their new value. [API-LIC-13] */
const replaced = (changes: LicenseChanges): Partial<LicenseRow> => ({
  ...(changes.quantity !== undefined && { quantity: changes.quantity }),
  ...(changes.unitPrice !== undefined && { unit_price: changes.unitPrice }),
  ...(changes.currentVersion !== undefined && { current_version: changes.currentVersion }),
  ...(changes.isTest !== undefined && { is_test: changes.isTest }),
  ...(changes.isTrial !== undefined && { is_trial: changes.isTrial }),
  ...(changes.distributorId && { distributor_id: changes.distributorId.after }),
  ...(changes.externalId && { external_id: changes.externalId.after }),
  ...(changes.overrides && { overrides: changes.overrides }),
  ...(changes.invoice && { invoice_id: changes.invoice.after?.invoiceId ?? null }),
  ...(changes.invoiceBlocked !== undefined && { invoice_blocked: changes.invoiceBlocked }),
});

const added = (data: Extract<LicenseEvent, { type: 'LicenseAdded' }>['data']): Partial<LicenseRow> => ({
  uuid: data.uuid,
  author_id: data.authorId,
  product_id: data.productId,
  option_id: data.optionId,
  customer_id: data.customerId,
  distributor_id: data.distributorId,
  key: data.key,
  serial_number: data.serialNumberText,
  quantity: data.quantity,
  unit_price: data.unitPrice,
  status: 'active',
  status_since: data.enteredAt,
  expires_at: data.expiresAt,
  expiry_days: data.expiryDays ?? null,
  overrides: data.overrides ?? null,
  current_version: data.currentVersion,
  license_update: data.licenseUpdate,
  is_test: data.isTest,
  is_trial: data.isTrial,
  invoice_id: data.invoice?.invoiceId ?? null,
  external_id: data.externalId ?? null,
  entered_at: data.enteredAt,
  updated_at: data.enteredAt,
});

function foldUse(row: LicenseRow, event: Exclude<LedgerEvent, { type: 'LedgerClosed' }>): LicenseRow {
  switch (event.type) {
    case 'LedgerOpened':
      return { ...row, ...balances(event.data) };
    case 'TermsChanged':
      return {
        ...row,
        ...balances(event.data),
        ...(event.data.unlocked && { lockout_at: null }),
        ...laterEnd(row, event.data.changes.freezeEnd),
      };
    case 'LedgerMarkedStale':
    case 'LedgerMended':
    case 'BalanceUseEnded':
      return row;
    case 'BalanceChanged':
      return event.data.name === counterName ? { ...row, counter: event.data.balance } : row;
    case 'InstallationActivated': {
      const { activationsLeft, reactivation, bound, at } = event.data;
      const lockout = reactivation?.locksOut && { lockout_at: at };
      const seats = {
        activations_left: activationsLeft,
        seats_in_use: row.seats_in_use + 1,
        ...(!bound && { newest_machine_at: at }),
      };
      return { ...row, ...seats, ...lockout, ...activatedAt(row, at) };
    }
    case 'InstallationReactivated':
      return { ...row, ...activatedAt(row, event.data.at) };
    case 'InstallationChecked':
      return { ...row, last_check_at: event.data.at };
    case 'InstallationDeactivated': {
      const { activationsLeft, deactivationsLeft } = event.data;
      const left = { activations_left: activationsLeft, deactivations_left: deactivationsLeft };
      return { ...row, ...left, seats_in_use: Math.max(0, row.seats_in_use - 1) };
    }
    case 'InstallationBanned': {
      const { before, activationsLeft, deactivationsLeft } = event.data;
      const left = { activations_left: activationsLeft, deactivations_left: deactivationsLeft };
      return { ...row, ...left, seats_in_use: Math.max(0, row.seats_in_use - (before === 'active' ? 1 : 0)) };
    }
    case 'InstallationRestored':
      return { ...row, activations_left: event.data.activationsLeft, seats_in_use: row.seats_in_use + 1 };
  }
}

const balances = ({
  activationsLeft,
  deactivationsLeft,
  counter,
}: Omit<EventOf<typeof TermsChanged>['data'], 'changes'>) => ({
  activations_left: activationsLeft,
  deactivations_left: deactivationsLeft,
  counter,
});

const activatedAt = (row: LicenseRow, at: string) => ({
  first_activated_at: row.first_activated_at ?? at,
  last_activated_at: at,
});

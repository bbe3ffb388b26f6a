import {
  type FreezeEnd,
  type InvoiceReference,
  type LicenseChanges,
  type LicenseEvent,
  type LicenseOverrides,
  type LicenseStatus,
  type Metadata,
  type Sealed,
  type TrialMachine,
} from '@licet/contracts';

type Added = Extract<LicenseEvent, { type: 'LicenseAdded' }>['data'];

/** A license as its events tell it. Balances stay as they were issued: what is left of them only the ledger of `activations` knows. */
export interface License extends Omit<
  Added,
  'invoice' | 'externalId' | 'metadata' | 'setId' | 'expiryDays' | 'overrides' | 'trialMachine'
> {
  /** The machine that it is the trial of; null for other licenses. [API-OPT-15] */
  trialMachine: TrialMachine | null;
  /** Days from its first activation to its end, in place of a date. [API-OPT-04] */
  expiryDays: number | null;
  /** The set that it was issued with; null for none. [API-LIC-02] */
  setId: string | null;
  kind: 'license';
  status: LicenseStatus;
  statusSince: string;
  /** Why it has this status, in free words. [API-VERB-03] */
  statusNote: Sealed | null;
  /** The license that it gave way to. [SL-INFO-20, API-TRN-03] */
  replacedBy: { licenseId: number; uuid: string } | null;
  /** The invoice that it was sold on; null for none. [INV-12] */
  invoice: InvoiceReference | null;
  /** Stopped by its invoice, whatever its own status. [API-INV-03] */
  invoiceBlocked: boolean;
  /** What the author's own systems call it; null for nothing. [API-REP-15] */
  externalId: string | null;
  metadata: Metadata;
  /** Settings that it says for itself. [API-OPT-07] */
  overrides: LicenseOverrides;
  /** An end of its freeze that staff have set. [API-LIC-13] */
  freezeEnd: FreezeEnd | null;
  licenseData: Sealed | null;
  /** What `deleted` goes back to; null for a license that is not deleted. [API-TRN-04] */
  statusBeforeDeletion: LicenseStatus | null;
  /** Activations without limit, until the first value is set. [UNI-64] */
  unlimited: boolean;
  /** Whether the counter ever got a value. [SL-UAF-17] */
  counterSet: boolean;
  /** All User Defined Fields, sealed as one; null for none with a value. [SL-UDF-17] */
  userFields: Sealed | null;
  /** Version of the event that holds the custom data; null for none. It may be long, so it is not kept in memory. */
  customDataVersion: number | null;
  /** Version of the stream that this is folded from. */
  version: number;
  updatedAt: string;
}

export type LicenseState = { kind: 'none' } | License;

export const noLicense: LicenseState = { kind: 'none' };

/** The key by which DNA and IntelliProtector know the license, and SOLO as SerialNumber: unique in the product. [UNI-04] */
export const keyClaim = (productId: number, key: string) => ({
  scope: `serial/${productId}`,
  key: key.toLowerCase(),
});

export function evolveLicense(state: LicenseState, event: LicenseEvent): LicenseState {
  switch (event.type) {
    case 'LicenseAdded':
      return added(event.data);
    case 'LicenseStatusChanged':
    case 'LicenseExpirationChanged':
    case 'LicenseUpdated': {
      if (state.kind === 'none') return state;
      const { changes, at } = event.data;
      return { ...state, ...applied(state, changes, at), version: state.version + 1, updatedAt: at };
    }
    case 'LicensePurged':
      return noLicense;
  }
}

const added = ({ customData, ...data }: Added): License => ({
  kind: 'license',
  ...data,
  status: { status: 'active', reason: null },
  statusSince: data.enteredAt,
  statusNote: null,
  replacedBy: null,
  expiryDays: data.expiryDays ?? null,
  invoice: data.invoice ?? null,
  invoiceBlocked: false,
  setId: data.setId ?? null,
  externalId: data.externalId ?? null,
  metadata: data.metadata ?? {},
  overrides: data.overrides ?? {},
  trialMachine: data.trialMachine ?? null,
  freezeEnd: null,
  licenseData: null,
  statusBeforeDeletion: null,
  unlimited: data.activationsLeft === null,
  counterSet: data.counter !== null,
  userFields: null,
  customDataVersion: customData === undefined ? null : 1,
  version: 1,
  updatedAt: data.enteredAt,
});

const renamed = (key: string) => ({ serialNumberText: key, key });

function applied(license: License, changes: LicenseChanges, at: string): Partial<License> {
  const { status, expiresAt, licenseUpdate, serialNumberText, activationsLeft, counter } = changes;
  const { customerId, licenseeName, licenseeEmail, userFields, customData } = changes;
  return {
    ...(status && {
      ...{ status: status.after, statusSince: at, statusNote: changes.statusNote ?? null },
      statusBeforeDeletion: beforeDeletion(license, status),
    }),
    ...replaced(changes),
    ...(expiresAt && { expiresAt: expiresAt.after }),
    ...(changes.expiryDays && { expiryDays: changes.expiryDays.after }),
    ...(licenseUpdate !== undefined && { licenseUpdate }),
    ...(serialNumberText && { ...renamed(serialNumberText.after), serialPasswordVerifier: null }), // [PWD-11]
    ...(customerId && { customerId: customerId.after }),
    ...(licenseeName !== undefined && { licenseeName }),
    ...(licenseeEmail !== undefined && { licenseeEmail }),
    ...(userFields !== undefined && { userFields }),
    ...(customData !== undefined && { customDataVersion: customData === null ? null : license.version + 1 }),
    ...(activationsLeft && 'set' in activationsLeft && { unlimited: false }),
    ...(activationsLeft && 'limit' in activationsLeft && { unlimited: activationsLeft.limit === null }),
    ...(counter && 'set' in counter && { counterSet: true }),
  };
}

/** Members that an event simply gives their new value. */
function replaced({ activationPassword, replacedBy, invoice, ...changes }: LicenseChanges): Partial<License> {
  const { quantity, unitPrice, currentVersion, notes, isTest, isTrial, invoiceBlocked } = changes;
  const { licenseData, metadata, overrides, freezeEnd, externalId, distributorId } = changes;
  const members = {
    ...{ quantity, unitPrice, currentVersion, notes, isTest, isTrial, invoiceBlocked },
    ...{ licenseData, metadata, overrides, freezeEnd },
  };
  return {
    ...Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)),
    ...(replacedBy && { replacedBy: replacedBy.after }),
    ...(invoice && { invoice: invoice.after }),
    ...(externalId && { externalId: externalId.after }),
    ...(distributorId && { distributorId: distributorId.after }),
    ...(activationPassword && {
      activationPassword: activationPassword.sealed,
      activationPasswordVerifier: activationPassword.verifier,
    }),
  };
}

const beforeDeletion = (license: License, { before, after }: NonNullable<LicenseChanges['status']>) => {
  if (after.status !== 'deleted') return null;
  return before.status === 'deleted' ? license.statusBeforeDeletion : before;
};

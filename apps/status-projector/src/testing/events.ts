import {
  ActivationRefused,
  BalanceChanged,
  CustomerCreated,
  CustomerDeleted,
  defaultOption,
  type EventDefinition,
  InstallationActivated,
  InstallationBanned,
  InstallationChecked,
  InstallationDeactivated,
  InstallationReactivated,
  InstallationRestored,
  InvoiceAbandoned,
  InvoiceBlocked,
  InvoiceCreated,
  InvoiceStepsTaken,
  InvoiceUpdated,
  InvoiceRefunded,
  InvoiceVoided,
  LedgerClosed,
  LedgerOpened,
  LicenseAdded,
  LicensePurged,
  type LicenseStatus,
  LicenseStatusChanged,
  LicenseUpdated,
  objectUuid,
  OptionCreated,
  type OptionSettings,
  OptionUpdated,
  ProductCreated,
  ProductUpdated,
  TermsChanged,
} from '@licet/contracts';
import type { FeedSource } from '../domain/cursor.ts';

export interface TestEvent {
  owner: FeedSource;
  type: string;
  schemaVersion: number;
  data: unknown;
  authorId: number;
}

const uuids = new Map<number, string>();
/** The UUID of an object, the same on every call. */
export function uuidOf(number: number): string {
  const uuid = uuids.get(number) ?? objectUuid(number);
  uuids.set(number, uuid);
  return uuid;
}

const of = (definition: EventDefinition, data: object, authorId = 1): TestEvent => ({
  owner: definition.owner as FeedSource,
  type: definition.type,
  schemaVersion: definition.version,
  data: { ...definition.sample, ...data },
  authorId,
});

export const product = (productId = 1001, authorId = 1) =>
  of(ProductCreated, { productId, authorId, uuid: uuidOf(productId) }, authorId);
export const banned = (productId = 1001) =>
  of(ProductUpdated, {
    productId,
    uuid: uuidOf(productId),
    before: { status: 'active' },
    changes: { status: 'banned' },
  });
export const option = (settings: Partial<OptionSettings> = {}, optionId = 2001) =>
  of(OptionCreated, { optionId, uuid: uuidOf(optionId), settings: { ...defaultOption, ...settings } });
export const optionChanged = (changes: Partial<OptionSettings>, optionId = 2001) =>
  of(OptionUpdated, { optionId, uuid: uuidOf(optionId), before: {}, changes });
export const license = (licenseId: number, data: { authorId?: number; [member: string]: unknown } = {}) =>
  of(LicenseAdded, { licenseId, uuid: uuidOf(licenseId), key: `KEY-${licenseId}`, ...data }, data.authorId);
export const changed = (licenseId: number, changes: object) =>
  of(LicenseUpdated, { licenseId, uuid: uuidOf(licenseId), changes });
export const fraud = (licenseId: number, statusNote?: string) =>
  of(LicenseStatusChanged, {
    ...{ licenseId, uuid: uuidOf(licenseId) },
    changes: { ...LicenseStatusChanged.sample.changes, ...(statusNote && { statusNote }) },
  });
export const inStatus = (licenseId: number, after: LicenseStatus) =>
  of(LicenseStatusChanged, {
    licenseId,
    uuid: uuidOf(licenseId),
    changes: { status: { before: { status: 'active', reason: null }, after } },
  });
export const invoice = (invoiceId: number, data: object = {}) =>
  of(InvoiceCreated, { invoiceId, uuid: uuidOf(invoiceId), ...data });
export const invoiceStepsTaken = (invoiceId: number) => of(InvoiceStepsTaken, { invoiceId, uuid: uuidOf(invoiceId) });
export const invoiceUpdated = (invoiceId: number, changes: object) =>
  of(InvoiceUpdated, { invoiceId, uuid: uuidOf(invoiceId), changes });
export const invoiceRefunded = (invoiceId: number) =>
  of(InvoiceRefunded, { invoiceId, uuid: uuidOf(invoiceId), after: 'refunded' });
export const invoiceVoided = (invoiceId: number) => of(InvoiceVoided, { invoiceId, uuid: uuidOf(invoiceId) });
export const invoiceBlocked = (invoiceId: number) =>
  of(InvoiceBlocked, { invoiceId, uuid: uuidOf(invoiceId), after: 'voided' });
export const invoiceAbandoned = (invoiceId: number) => of(InvoiceAbandoned, { invoiceId, uuid: uuidOf(invoiceId) });
export const ledger = (licenseId: number) => of(LedgerOpened, { licenseId });
/** `left`: balances after it; `source`: place of the event by which its owner changed the license. */
export const termsChanged = (licenseId: number, left: object, source: object) =>
  of(TermsChanged, { licenseId, changes: {}, ...left, source });
export const balanceChanged = (licenseId: number, name: string, amount: number, balance: number) =>
  of(BalanceChanged, { licenseId, licenseUuid: uuidOf(licenseId), name, amount, balance });

const ids = (licenseId: number, n: number) => ({
  licenseId,
  licenseUuid: uuidOf(licenseId),
  installationId: `019a6f70-0000-7000-8000-${String(n).padStart(12, '0')}`,
});
export const activated = (licenseId: number, n: number, activationsLeft = 5 - n, data: object = {}) =>
  of(InstallationActivated, { ...ids(licenseId, n), activationsLeft, ...data });
export const reactivated = (licenseId: number, n: number, data: object = {}) =>
  of(InstallationReactivated, { ...ids(licenseId, n), ...data });
export const checked = (licenseId: number, n: number, data: object = {}) =>
  of(InstallationChecked, { ...ids(licenseId, n), ...data });
export const deactivated = (licenseId: number, n: number, activationsLeft: number, data: object = {}) =>
  of(InstallationDeactivated, { ...ids(licenseId, n), activationsLeft, ...data });
export const installationBanned = (licenseId: number, n: number, data: object = {}) =>
  of(InstallationBanned, { ...ids(licenseId, n), ...data });
export const restored = (licenseId: number, n: number, data: object = {}) =>
  of(InstallationRestored, { ...ids(licenseId, n), ...data });
export const purged = (licenseId: number) => of(LicensePurged, { licenseId, uuid: uuidOf(licenseId) });
export const closed = (licenseId: number) => of(LedgerClosed, { licenseId });
export const refused = (licenseId: number, data: object = {}) =>
  of(ActivationRefused, { licenseId, uuid: uuidOf(licenseId), ...data });
export const customer = (customerId: number, authorId = 1, data: object = {}) =>
  of(CustomerCreated, { customerId, uuid: uuidOf(customerId), authorId, ...data }, authorId);
export const customerDeleted = (customerId: number) => of(CustomerDeleted, { customerId, uuid: uuidOf(customerId) });
/** An event that no read model can take. */
export const broken = (licenseId: number): TestEvent => ({ ...license(licenseId), data: { licenseId, uuid: 'none' } });

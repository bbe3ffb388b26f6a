import {
  type CustomData,
  frozenUntil,
  ipId,
  nativeId,
  reactivationState,
  supportEnd,
  supportEnded,
} from '@licet/contracts';
import type { LicenseReading } from '../../shared/license-reading.ts';
import { without } from '../../shared/without.ts';
import { shownBalance } from '../balances/balance-view.ts';
import type { Shown } from '../http/view-schema.ts';
import type { DialectsView, LicenseView } from './license-view-schema.ts';

/** UUIDs of the customers that a license names. */
export interface Parties {
  customer: string | null;
  distributor: string | null;
}

/** A license as the native API shows it, as far as facts exist. [native-api 5] */
export function licenseView(
  reading: LicenseReading,
  { customer, distributor }: Parties,
  customData: CustomData,
): Shown<typeof LicenseView> {
  const { license, ledger, status: unified } = reading;
  const { status, reason } = license.status;
  const deleted = status === 'deleted' || status === 'purging';
  return {
    id: nativeId('license', license.uuid),
    object: 'license',
    createdAt: license.enteredAt,
    updatedAt: license.updatedAt,
    version: license.version,
    usageVersion: ledger.version,
    productId: nativeId('product', license.product.uuid),
    optionId: nativeId('option', license.option.uuid),
    customerId: customer && nativeId('customer', customer),
    invoiceId: license.invoice && nativeId('invoice', license.invoice.uuid),
    distributorId: distributor && nativeId('customer', distributor),
    key: license.key,
    serialNumberText: license.serialNumberText,
    quantity: license.quantity,
    unitPrice: { amount: license.unitPrice, currency: 'USD' },
    status,
    statusReason: reason,
    statusNote: license.statusNote,
    statusSince: license.statusSince,
    deletedAt: deleted ? license.statusSince : null,
    replacedById: license.replacedBy && nativeId('license', license.replacedBy.uuid),
    state: unified.state,
    usable: unified.usable,
    isTest: license.isTest,
    isTrial: license.isTrial,
    ...settingsOf(reading),
    ...usageOf(reading),
    licensee: { name: license.licenseeName, email: license.licenseeEmail },
    currentVersion: license.currentVersion,
    licenseUpdate: license.licenseUpdate,
    licenseData: license.licenseData,
    notes: license.notes,
    userFields: license.userFields,
    customData,
    solo: { licenseId: license.licenseId, distributorId: license.distributorId },
    ip: { codeId: ipId(license.uuid), maxComputers: license.settings.ip.maxComputers },
    externalId: license.externalId,
    metadata: license.metadata,
  };
}

/** What its option as it is now says, and what it says for itself. [API-OPT-07] */
function settingsOf({ license, ledger, status: { expired } }: LicenseReading) {
  const { edition, expiry, support, freeze, reactivation, validation, features } = license.settings;
  const counted = { ...license, firstActivatedAt: ledger.firstActivatedAt };
  const until = frozenUntil(freeze, license.freezeEnd, ledger.newestMachineAt);
  return {
    edition,
    expiry: { ...expiry, days: license.expiryDays ?? expiry.days, expiresAt: license.expiresAt, expired },
    support: { ...support, endsAt: supportEnd(support, counted), ended: supportEnded(support, counted, new Date()) },
    freeze: { ...freeze, until: until !== null && Date.parse(until) > Date.now() ? until : null },
    reactivation: { ...reactivation, ...reactivationState(reactivation, license, ledger.reactivations, new Date()) },
    validation,
    features,
  };
}

/** Seats and activations left describe one number. [API-LIC-16] */
function usageOf({ license, ledger }: LicenseReading) {
  const { activationsLeft, deactivationsLeft, counter, seatsInUse, installations } = ledger;
  const { rotation, floating } = license.settings.seats;
  const named = installations.filter(({ status }) => status === 'active').length;
  return {
    seats: {
      limit: activationsLeft === null ? null : seatsInUse + activationsLeft,
      used: seatsInUse,
      anonymous: Math.max(0, seatsInUse - named),
      left: activationsLeft,
      rotation,
      floating,
    },
    activation: {
      ...without(license.settings.activation, 'deactivationLimit'),
      activationsLeft,
      deactivationsLeft,
      firstAt: ledger.firstActivatedAt,
      lastAt: ledger.lastActivatedAt,
      lastCheckAt: ledger.lastCheckAt,
    },
    counter,
    balances: ledger.balances.map(shownBalance),
  };
}

/** What the other dialects print for it at the same versions. [API-LIC-09] */
export const dialectsView = ({ status: { solo, dna, ip } }: LicenseReading): Shown<typeof DialectsView> => ({
  solo: { status: solo },
  dna: { status: dna },
  ip: { status: ip.status, isFrozen: ip.isFrozen, computers: ip.computers },
});

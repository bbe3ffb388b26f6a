import Type from 'typebox';
import { defineEvent } from '../../base/define-event.ts';
import { Sealed } from '../../base/sealed.ts';
import { BalanceTerms, mostBalances } from '../../model/balances.ts';
import { ExternalId } from '../../model/external-id.ts';
import { InvoiceReference } from '../../model/invoice.ts';
import { LicenseOverrides } from '../../model/license-overrides.ts';
import { Metadata } from '../../model/metadata.ts';
import { Count, Decimal, Instant, Nullable, ObjectNumber, Text, Uuid } from '../../model/scalars.ts';
import { SupportAmounts } from '../../model/support.ts';
import { TrialMachine } from '../../model/trial.ts';
import { Verifier } from '../customers/secrets.ts';

export const LicenseAdded = defineEvent({
  type: 'LicenseAdded',
  version: 1,
  owner: 'licenses',
  stream: 'license',
  description: 'A license was issued from an option. Its activation password is random. [SL-ADD, API-LIC-01]',
  schema: Type.Object({
    licenseId: ObjectNumber,
    uuid: Uuid,
    authorId: ObjectNumber,
    productId: ObjectNumber,
    optionId: ObjectNumber,
    /** Null for a license without customer, which only the native API makes. [UNI-78] */
    customerId: Nullable(ObjectNumber),
    distributorId: Nullable(ObjectNumber),
    /** What DNA and IntelliProtector call the code: the serial number where there is one, else generated. [UNI-04] */
    key: Text(255),
    /** What SOLO prints as SerialNumber; empty when the product has none. */
    serialNumberText: Text(255),
    quantity: Count,
    unitPrice: Decimal,
    /** The instant at which it expires, or null. [UNI-68] */
    expiresAt: Nullable(Instant),
    /** Days from its first activation to its end, in place of a date; absent for none. [API-OPT-04] */
    expiryDays: Type.Optional(Count),
    /** Absent in licenses of before it was copied. [API-OPT-07] */
    support: Type.Optional(SupportAmounts),
    /** Null for unlimited. [SA-GEN-28] */
    activationsLeft: Nullable(Count),
    deactivationsLeft: Count,
    /** Null for unset, which differs from 0. [SL-ADD-14] */
    counter: Nullable(Count),
    currentVersion: Text(23),
    licenseUpdate: Text(4000),
    isTest: Type.Boolean(),
    /** Issued from an option for trials; stays as it was when the option changes. [UNI-36] */
    isTrial: Type.Boolean(),
    licenseeName: Nullable(Sealed),
    licenseeEmail: Nullable(Sealed),
    notes: Nullable(Sealed),
    activationPassword: Sealed,
    activationPasswordVerifier: Verifier,
    /** Of the serial number, where it came from a list and has a password; absent in licenses of before there were lists. [PWD-02] */
    serialPasswordVerifier: Type.Optional(Nullable(Verifier)),
    /** The invoice that it was sold on; absent for none. [INV-12] */
    invoice: Type.Optional(InvoiceReference),
    /** Both absent for none. [API-REP-14, API-REP-15] */
    externalId: Type.Optional(ExternalId),
    metadata: Type.Optional(Metadata),
    /** The set that it was issued with: it is there when the whole set is. [API-LIC-02] */
    setId: Type.Optional(Uuid),
    /** Issued while its product was being tried out; absent for all other licenses. [DNA-MODE-06] */
    tryout: Type.Optional(Type.Literal(true)),
    /** Settings that it says for itself from the start; absent for none. [API-OPT-07] */
    overrides: Type.Optional(LicenseOverrides),
    /** The machine that it is the trial of; absent for all other licenses. [API-OPT-15] */
    trialMachine: Type.Optional(TrialMachine),
    /** As its option gave them; absent for none. [API-OPT-14] */
    balances: Type.Optional(Type.Array(BalanceTerms, { maxItems: mostBalances })),
    /** Custom data that it begins with, sealed under the key of the license; absent for none. [SL-ADD-29] */
    customData: Type.Optional(Sealed),
    enteredAt: Instant,
  }),
  sample: {
    licenseId: 4001,
    uuid: '019a6f6e-3c00-7000-8000-000000000fa1',
    authorId: 1,
    productId: 1001,
    optionId: 2001,
    customerId: 3001,
    distributorId: null,
    key: 'K7MQ-2ZTR-9WHX-4DCA',
    serialNumberText: '',
    quantity: 1,
    unitPrice: '49.90',
    expiresAt: null,
    activationsLeft: 5,
    deactivationsLeft: 3,
    counter: null,
    currentVersion: '',
    licenseUpdate: '',
    isTest: false,
    isTrial: false,
    licenseeName: null,
    licenseeEmail: null,
    notes: null,
    activationPassword: 's1|licenses/license-4001|AAAA',
    activationPasswordVerifier: 'hmac|…',
    enteredAt: '2026-03-01T09:12:45.120Z',
  },
});

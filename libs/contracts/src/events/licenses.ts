import Type, { type Static } from 'typebox';
import { defineEvent, type EventOf } from '../base/define-event.ts';
import { Sealed } from '../base/sealed.ts';
import { ExternalId } from '../model/external-id.ts';
import { FreezeEnd } from '../model/freeze.ts';
import { BalanceTerms, mostBalances } from '../model/balances.ts';
import { InvoiceReference } from '../model/invoice.ts';
import { LicenseOverrides } from '../model/license-overrides.ts';
import { Metadata } from '../model/metadata.ts';
import { OptionSettings, defaultOption } from '../model/option.ts';
import { OtherLicense } from '../model/other-license.ts';
import { ProductSettings, defaultProduct } from '../model/product.ts';
import {
  Count,
  CounterChange,
  Decimal,
  Instant,
  Nullable,
  ObjectNumber,
  OneOf,
  SeatsChange,
  Text,
  Uuid,
} from '../model/scalars.ts';
import { LicenseStatus } from '../model/status.ts';
import { Verifier } from './customers.ts';

const product = { productId: ObjectNumber, authorId: ObjectNumber };
const option = { optionId: ObjectNumber, productId: ObjectNumber, authorId: ObjectNumber };
const sampleProduct: Static<typeof ProductSettings> = {
  ...defaultProduct,
  name: 'Example Editor',
  sku: 'EX-ED',
  latestVersion: '4.2.0.0',
  dnaProductId: 'P0001001',
};

export const ProductCreated = defineEvent({
  type: 'ProductCreated',
  version: 1,
  owner: 'licenses',
  stream: 'product',
  description: 'A product exists. [API-PRD-01]',
  schema: Type.Object({ ...product, uuid: Uuid, settings: ProductSettings, at: Instant }),
  sample: {
    productId: 1001,
    authorId: 1,
    uuid: '019a6f6e-3c00-7000-8000-0000000003e9',
    settings: sampleProduct,
    at: '2026-03-01T09:00:00.000Z',
  },
});

export const ProductUpdated = defineEvent({
  type: 'ProductUpdated',
  version: 1,
  owner: 'licenses',
  stream: 'product',
  description:
    'Settings of a product are now as told; those not named stay. `before`: what the same members were. [API-PRD-01]',
  schema: Type.Object({
    ...product,
    uuid: Uuid,
    before: Type.Partial(ProductSettings),
    changes: Type.Partial(ProductSettings),
    /** Why, in free words; goes with a change of status or mode. Absent or null for none. [API-VERB-03] */
    note: Type.Optional(Nullable(Sealed)),
    at: Instant,
  }),
  sample: {
    productId: 1001,
    authorId: 1,
    uuid: '019a6f6e-3c00-7000-8000-0000000003e9',
    before: { latestVersion: '4.2.0.0' },
    changes: { latestVersion: '4.3.0.0' },
    at: '2026-03-02T09:00:00.000Z',
  },
});

export const OptionCreated = defineEvent({
  type: 'OptionCreated',
  version: 1,
  owner: 'licenses',
  stream: 'option',
  description: 'A product option exists: the policy by which licenses are issued. [API-OPT-01]',
  schema: Type.Object({ ...option, uuid: Uuid, settings: OptionSettings, at: Instant }),
  sample: {
    optionId: 2001,
    productId: 1001,
    authorId: 1,
    uuid: '019a6f6e-3c00-7000-8000-0000000007d1',
    settings: { ...defaultOption, name: 'Single user' },
    at: '2026-03-01T09:00:00.000Z',
  },
});

export const OptionUpdated = defineEvent({
  type: 'OptionUpdated',
  version: 1,
  owner: 'licenses',
  stream: 'option',
  description:
    'Settings of an option are now as told, each member whole; those not named stay. `before`: what the same members were. Holds from the next call. [PO-16]',
  schema: Type.Object({
    ...option,
    uuid: Uuid,
    before: Type.Partial(OptionSettings),
    changes: Type.Partial(OptionSettings),
    /** Why the status changed, in free words. Absent or null for none. [API-VERB-03] */
    note: Type.Optional(Nullable(Sealed)),
    at: Instant,
  }),
  sample: {
    optionId: 2001,
    productId: 1001,
    authorId: 1,
    uuid: '019a6f6e-3c00-7000-8000-0000000007d1',
    before: { upgradeBehavior: 'allow' },
    changes: { upgradeBehavior: 'deactivate' },
    at: '2026-03-02T09:00:00.000Z',
  },
});

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
    /** As its option gave them; absent for none. [API-OPT-14] */
    balances: Type.Optional(Type.Array(BalanceTerms, { maxItems: mostBalances })),
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

/** All active installations of a license are given back by staff. Activations without an InstallationID are none. [API-LIC-20] */
export const EndInstallations = Type.Object({
  /** False: without taking deactivations, also where none are left. [AMB-50] */
  takesDeactivation: Type.Boolean(),
});

/**
 * What one command changed on a license, all of it in one event. `status`, `expiresAt` and texts are absolute; counters travel as they
 * were asked, because the ledger applies them to what activations leave. [design 4]
 */
export const LicenseChanges = Type.Partial(
  Type.Object({
    status: Type.Object({ before: LicenseStatus, after: LicenseStatus }),
    expiresAt: Type.Object({ before: Nullable(Instant), after: Nullable(Instant) }),
    activationsLeft: SeatsChange,
    deactivationsLeft: CounterChange,
    counter: CounterChange,
    licenseUpdate: Text(4000),
    /** The license belongs to another customer, or for the first time to one. [CU-05, SL-REG-30] */
    customerId: Type.Object({ before: Nullable(ObjectNumber), after: ObjectNumber }),
    /** Sealed under the key of the license; null for none. [SL-REG-27] */
    licenseeName: Nullable(Sealed),
    licenseeEmail: Nullable(Sealed),
    /** All User Defined Fields, sealed as one under the key of the license; null for none with a value. [SL-UDF-17] */
    userFields: Nullable(Sealed),
    /** Sealed likewise; null for none. [SL-UCD-02, SL-UCD-03] */
    customData: Nullable(Sealed),
    /** The new serial number text, which becomes the key; the old key finds nothing any more. [UNI-04] */
    serialNumberText: Type.Object({ before: Text(255), after: Text(255), keyBefore: Text(255) }),
    /** Why the status changed, in free words; null for none. Goes with `status`. [API-VERB-03] */
    statusNote: Nullable(Sealed),
    /** The license that this one gave way to. [SL-INFO-20, API-TRN-03] */
    replacedBy: Type.Object({ before: Nullable(OtherLicense), after: Nullable(OtherLicense) }),
    quantity: Count,
    unitPrice: Decimal,
    currentVersion: Text(23),
    notes: Nullable(Sealed),
    isTest: Type.Boolean(),
    isTrial: Type.Boolean(),
    /** A new random one; the old one opens nothing any more. [API-LIC-20] */
    activationPassword: Type.Object({ sealed: Sealed, verifier: Verifier }),
    /** The ledger ends those that are active when it takes the change over; where deactivations run out meanwhile they stop at zero. [API-LIC-20, design 4] */
    endInstallations: EndInstallations,
    /** The invoice that it is listed on from now on. [INV-12] */
    invoice: Type.Object({ before: Nullable(InvoiceReference), after: Nullable(InvoiceReference) }),
    /** Whether its invoice is blocked, which stops it without touching its status. [API-INV-03] */
    invoiceBlocked: Type.Boolean(),
    /** Null for none. [API-LIC-13] */
    distributorId: Type.Object({ before: Nullable(ObjectNumber), after: Nullable(ObjectNumber) }),
    /** Sealed under the key of the license; null for none. [DNA-OBJ-20] */
    licenseData: Nullable(Sealed),
    externalId: Type.Object({ before: Nullable(ExternalId), after: Nullable(ExternalId) }),
    /** All pairs as they are from now on. [API-REP-14] */
    metadata: Metadata,
    /** All settings that the license says for itself from now on. [API-OPT-07] */
    overrides: LicenseOverrides,
    /** When the freeze ends that runs now; a machine that comes later begins another. [API-LIC-13] */
    freezeEnd: FreezeEnd,
  }),
);
export type LicenseChanges = Static<typeof LicenseChanges>;

const changed = Type.Object({
  licenseId: ObjectNumber,
  uuid: Uuid,
  authorId: ObjectNumber,
  productId: ObjectNumber,
  changes: LicenseChanges,
  at: Instant,
});
const sampleChanged = {
  licenseId: 4001,
  uuid: '019a6f6e-3c00-7000-8000-000000000fa1',
  authorId: 1,
  productId: 1001,
  at: '2026-03-04T10:00:00.000Z',
};

export const LicenseStatusChanged = defineEvent({
  type: 'LicenseStatusChanged',
  version: 1,
  owner: 'licenses',
  stream: 'license',
  description: 'The status of a license changed, and with it what else the same command changed. [ST-26]',
  schema: changed,
  sample: {
    ...sampleChanged,
    changes: {
      status: { before: { status: 'active', reason: null }, after: { status: 'revoked', reason: 'fraud' } },
    },
  },
});

export const LicenseExpirationChanged = defineEvent({
  type: 'LicenseExpirationChanged',
  version: 1,
  owner: 'licenses',
  stream: 'license',
  description:
    'The expiration date of a license changed, not its status, and with it what else the same command changed. [SL-UAF-18]',
  schema: changed,
  sample: { ...sampleChanged, changes: { expiresAt: { before: null, after: '2027-03-01T00:00:00.000Z' } } },
});

export const LicenseUpdated = defineEvent({
  type: 'LicenseUpdated',
  version: 1,
  owner: 'licenses',
  stream: 'license',
  description:
    'Counters, texts, User Defined Fields or custom data of a license changed, neither status nor expiration. [SL-UAF, SL-UDF, SL-UCD]',
  schema: changed,
  sample: { ...sampleChanged, changes: { activationsLeft: { add: 2 } } },
});

/** Why a license is deleted for good: it stood in Delete, it was a test license when the month began, or its set could not be issued whole. [JOB-01, TEST-05, API-LIC-02] */
export const purgeReasons = ['deleted', 'test', 'abandoned'] as const;

export const LicensePurged = defineEvent({
  type: 'LicensePurged',
  version: 1,
  owner: 'licenses',
  stream: 'license',
  description:
    'The license is deleted for good: unknown to everybody from now on, its serial number free again in its product, its personal data gone with their key. Its last event. [JOB-01, JOB-03, TEST-05]',
  schema: Type.Object({
    licenseId: ObjectNumber,
    uuid: Uuid,
    authorId: ObjectNumber,
    productId: ObjectNumber,
    /** Whose it was at last. [TEST-08] */
    customerId: Nullable(ObjectNumber),
    isTest: Type.Boolean(),
    reason: OneOf(...purgeReasons),
    /** The job that did it, or the set that was given up. [JOB-11] */
    jobId: Uuid,
    at: Instant,
  }),
  sample: {
    licenseId: 4001,
    uuid: '019a6f6e-3c00-7000-8000-000000000fa1',
    authorId: 1,
    productId: 1001,
    customerId: 3001,
    isTest: false,
    reason: 'deleted',
    jobId: '019a6f6e-3c00-7000-8000-0000000000b1',
    at: '2026-03-05T00:00:01.000Z',
  },
});

export const LicenseSecretsRead = defineEvent({
  type: 'LicenseSecretsRead',
  version: 1,
  owner: 'licenses',
  stream: 'audit',
  description: 'Somebody looked at the activation password of a license. Nothing folds it. [API-LIC-03]',
  schema: Type.Object({
    licenseId: ObjectNumber,
    uuid: Uuid,
    authorId: ObjectNumber,
    productId: ObjectNumber,
    at: Instant,
  }),
  sample: {
    licenseId: 4001,
    uuid: '019a6f6e-3c00-7000-8000-000000000fa1',
    authorId: 1,
    productId: 1001,
    at: '2026-03-04T10:00:00.000Z',
  },
});

export type AuditEvent = EventOf<typeof LicenseSecretsRead>;
export type ProductEvent = EventOf<typeof ProductCreated> | EventOf<typeof ProductUpdated>;
export type OptionEvent = EventOf<typeof OptionCreated> | EventOf<typeof OptionUpdated>;
export type LicenseEvent =
  | EventOf<typeof LicenseAdded>
  | EventOf<typeof LicenseStatusChanged>
  | EventOf<typeof LicenseExpirationChanged>
  | EventOf<typeof LicenseUpdated>
  | EventOf<typeof LicensePurged>;
/** What changed a license, and left one. */
export type LicenseChanged = Extract<LicenseEvent, { data: { changes: LicenseChanges } }>;

import Type, { type Static } from 'typebox';
import { Sealed } from '../../base/sealed.ts';
import { ExternalId } from '../../model/external-id.ts';
import { FreezeEnd } from '../../model/freeze.ts';
import { InvoiceReference } from '../../model/invoice.ts';
import { LicenseOverrides } from '../../model/license-overrides.ts';
import { Metadata } from '../../model/metadata.ts';
import { OtherLicense } from '../../model/other-license.ts';
import { RenewalReference } from '../../model/renewal.ts';
import {
  Count,
  CounterChange,
  Decimal,
  Instant,
  Nullable,
  ObjectNumber,
  SeatsChange,
  Text,
} from '../../model/scalars.ts';
import { LicenseStatus } from '../../model/status.ts';
import { Verifier } from '../customers/secrets.ts';

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
    /** Days from the first activation to the end, in place of a date; null: by date, or never. [API-OPT-04] */
    expiryDays: Type.Object({ before: Nullable(Count), after: Nullable(Count) }),
    activationsLeft: SeatsChange,
    deactivationsLeft: CounterChange,
    counter: CounterChange,
    licenseUpdate: Text(4000),
    /** The license belongs to another customer, or for the first time to one; to nobody where its customer was deleted in the moment it was given to him. [CU-05, SL-REG-30, TEST-08] */
    customerId: Type.Object({ before: Nullable(ObjectNumber), after: Nullable(ObjectNumber) }),
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
    /** Re-activations are counted anew, and the lockout that they began is over. [API-LIC-24, DNA-REACT-04] */
    unlocked: Type.Literal(true),
    /**
     * The ledger releases every machine when it takes the change over, those without an InstallationID too, and takes no deactivation.
     * `installations`: how many there were when that was asked. [API-LIC-23]
     */
    release: Type.Object({ installations: Count }),
    /** It was renewed, by this voucher or by none. [API-LIC-22, IP-RENEW-11] */
    renewed: Type.Object({ renewal: Nullable(RenewalReference) }),
  }),
);
export type LicenseChanges = Static<typeof LicenseChanges>;

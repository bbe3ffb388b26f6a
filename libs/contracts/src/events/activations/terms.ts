import Type, { type Static } from 'typebox';
import { Sealed } from '../../base/sealed.ts';
import { FreezeEnd } from '../../model/freeze.ts';
import { LicenseOverrides } from '../../model/license-overrides.ts';
import { Count, Instant, Nullable, ObjectNumber, Text, Uuid } from '../../model/scalars.ts';
import { LicenseStatus } from '../../model/status.ts';
import { SupportAmounts } from '../../model/support.ts';
import { Verifier } from '../customers/secrets.ts';

/** Where in the record of `licenses` the fact stands that a ledger took over; the ledger takes each once. [design 4] */
export const Source = Type.Object({
  lane: Type.Integer({ minimum: 0, maximum: 15 }),
  epoch: Type.Integer({ minimum: 1 }),
  position: Type.Integer({ minimum: 1 }),
});
export type Source = Static<typeof Source>;

/** All that a decision about one license needs to know of it, as its owner told it. */
export const Terms = Type.Object({
  uuid: Uuid,
  authorId: ObjectNumber,
  productId: ObjectNumber,
  optionId: ObjectNumber,
  customerId: Nullable(ObjectNumber),
  key: Text(255),
  serialNumberText: Text(255),
  quantity: Count,
  status: LicenseStatus,
  expiresAt: Nullable(Instant),
  /** Days from the first activation to the end, in place of a date; absent while there never were any. [API-OPT-04] */
  expiryDays: Type.Optional(Nullable(Count)),
  /** What it copied of its option's support; absent in licenses of before it did. [API-OPT-07] */
  support: Type.Optional(SupportAmounts),
  licenseUpdate: Text(4000),
  isTest: Type.Boolean(),
  isTrial: Type.Boolean(),
  /** Stopped by its invoice; absent while it never was. [API-INV-03] */
  invoiceBlocked: Type.Optional(Type.Boolean()),
  /** Sealed again under the key of the ledger, so that it opens while `licenses` is away. */
  activationPassword: Sealed,
  activationPasswordVerifier: Verifier,
  /** Of the serial number, where it came from a list and has a password. [PWD-08] */
  serialPasswordVerifier: Type.Optional(Nullable(Verifier)),
  /** Settings that it says for itself; absent while it never did. [API-OPT-07] */
  overrides: Type.Optional(LicenseOverrides),
  /** An end of its freeze that staff have set; absent while they never did. */
  freezeEnd: Type.Optional(FreezeEnd),
});
export type Terms = Static<typeof Terms>;

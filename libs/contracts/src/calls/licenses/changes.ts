import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import type { Actor } from '../../base/envelope.ts';
import { CustomData } from '../../model/custom-data.ts';
import { ExternalId } from '../../model/external-id.ts';
import type { LicenseFacts } from '../../model/facts.ts';
import { LicenseOverridesPatch } from '../../model/license-overrides.ts';
import { firstPage, type ListPage, ListQuery } from '../../model/list.ts';
import { MetadataPatch } from '../../model/metadata.ts';
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
import { type LicenseStatus, RevocationReason, Status } from '../../model/status.ts';
import { UserFieldsPatch } from '../../model/user-fields.ts';
import { command, query, Read } from './kinds.ts';

export interface LicenseStatusChange {
  /** Version that the license got by it. */
  version: number;
  before: LicenseStatus;
  after: LicenseStatus;
  note: string;
  at: string;
  actor: Actor;
}

/** What UpdateActivationFields and the native PATCH may change. Null member: present and malformed. */
export const RequestedChanges = Type.Partial(
  Type.Object({
    /** `restored`: back to what a deleted license was before. [API-TRN-04] */
    status: Type.Union([
      Type.Object({ status: Status, reason: Nullable(RevocationReason) }),
      Type.Object({ restored: Type.Literal(true) }),
    ]),
    /** Why; without a change of status it says nothing. */
    statusNote: Text(4000),
    /** Number of the license that this one gives way to; null for none. [API-TRN-03] */
    replacedBy: Nullable(ObjectNumber),
    expiresAt: Type.Union([Type.Object({ set: Nullable(Instant) }), Type.Object({ addDays: Type.Integer() })]),
    activationsLeft: SeatsChange,
    deactivationsLeft: CounterChange,
    counter: CounterChange,
    licenseUpdate: Text(4000),
    serialNumberText: Text(255),
    customerId: ObjectNumber,
    quantity: Count,
    unitPrice: Decimal,
    currentVersion: Text(23),
    licenseeName: Text(255),
    licenseeEmail: Text(255),
    notes: Text(4000),
    /** Both only before the first activation. [API-LIC-13] */
    isTest: Type.Boolean(),
    isTrial: Type.Boolean(),
    /** Laid over the present ones by place; null clears one, places not there stay. [API-LIC-18] */
    userFields: UserFieldsPatch,
    customData: CustomData,
    /** The invoice that it belongs to; null for none. */
    invoiceId: Nullable(ObjectNumber),
    /** A customer who is a distributor; null for none. */
    distributorId: Nullable(ObjectNumber),
    licenseData: Text(200),
    externalId: Nullable(ExternalId),
    metadata: MetadataPatch,
    overrides: LicenseOverridesPatch,
    freezeUntil: Nullable(Instant),
    /** Ends a freeze and a re-activation lockout, and zeroes its counter. [API-LIC-24] */
    unlock: Type.Literal(true),
  }),
);

export const UpdateLicense = defineCall<LicenseFacts>()({
  name: 'UpdateLicense',
  ...command,
  description:
    'Changes a license, all or nothing. Order of refusals as SL-UAF-39: scope_missing (licenses:write), not_found, parameter_invalid (changes null: a form was wrong or nothing was asked), scope_missing (licenses:void), version_conflict (facts.version), transition_not_allowed (facts.from, to), not_found (facts.what customer), parameter_invalid (results), duplicate (facts.what serial, externalId). [SL-UAF, API-LIC-13, API-TRN]',
  schema: Type.Object({
    authorId: ObjectNumber,
    licenseId: Read(ObjectNumber),
    changes: Read(RequestedChanges),
    /** The version that the caller has seen; undefined for any. [API-ETAG-03] */
    expectedVersion: Type.Optional(Count),
  }),
  key: ({ licenseId }) => (licenseId === null ? undefined : String(licenseId)),
  sample: {
    authorId: 1,
    licenseId: 4001,
    changes: { status: { status: 'revoked', reason: 'fraud' }, activationsLeft: { add: 2 } },
  },
});

export const ListStatusChanges = defineCall<ListPage<LicenseStatusChange>>()({
  name: 'ListStatusChanges',
  ...query,
  description:
    'Changes of the status of a license that a query finds, from the record. Refused: not_found, cursor_invalid. [API-VERB-03, API-LIST]',
  schema: Type.Object({ authorId: ObjectNumber, licenseId: ObjectNumber, query: ListQuery }),
  key: ({ licenseId }) => String(licenseId),
  sample: { authorId: 1, licenseId: 4001, query: firstPage },
});

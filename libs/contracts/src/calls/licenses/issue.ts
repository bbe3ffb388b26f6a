import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import { ExternalId } from '../../model/external-id.ts';
import { Metadata } from '../../model/metadata.ts';
import { PasswordForm } from '../../model/password-form.ts';
import { Count, Decimal, Instant, Nullable, ObjectNumber, Text } from '../../model/scalars.ts';
import { command, Read } from './kinds.ts';

/** Visible characters only: it is read aloud, typed and printed. [API-LIC-05] */
export const LicenseKey = Type.String({ maxLength: 64, pattern: '^[^\\s\\p{C}]+$' });

/** A license that was issued, with the password that opens it. */
export interface IssuedLicense {
  licenseId: number;
  uuid: string;
  serialNumber: string;
  activationPassword: string;
  customerId: number | null;
  /** As issued; null for unlimited and for unset. */
  activationsLeft: number | null;
  deactivationsLeft: number;
  counter: number | null;
}

export const AddLicense = defineCall<IssuedLicense>()({
  name: 'AddLicense',
  ...command,
  description:
    'Issues one license from an option. Order of refusals as SL-ADD-51: unauthenticated/scope_missing, option_not_issuable (facts.reason unknown, inactive, bundle, paymentPlan, groupRequired), not_found (facts.what customer, distributor), parameter_invalid (facts.what expiration, fields), serials_exhausted, duplicate (facts.what serial: the key is taken).',
  schema: Type.Object({
    authorId: ObjectNumber,
    optionId: Read(ObjectNumber),
    customerId: Read(ObjectNumber),
    /** For sets: the license is sold to nobody yet, and a customer who is not registered is made for it next. [LG-03, PERM-17] */
    toUnregistered: Type.Optional(Type.Literal(true)),
    /** Undefined: none asked for; null: asked for and not a number. */
    distributorId: Type.Optional(Read(ObjectNumber)),
    /** Undefined: by the option's rule; null: present and not a date. */
    expiresAt: Type.Optional(Read(Type.Union([Instant, Type.Literal('never')]))),
    /** A key of the caller's own; undefined: one is made. [API-LIC-05] */
    key: Type.Optional(LicenseKey),
    /** Null: one of the remaining fields was missing or malformed; judged last but one. [SL-ADD-37, SL-ADD-38] */
    fields: Read(
      Type.Object({
        quantity: Count,
        unitPrice: Decimal,
        /** Undefined, here and below: as the option says. [API-OPT-07] */
        activationsLeft: Type.Optional(Nullable(Count)),
        deactivationsLeft: Type.Optional(Count),
        counter: Type.Optional(Nullable(Count)),
        currentVersion: Text(23),
        licenseUpdate: Text(4000),
        notes: Text(4000),
        licenseeName: Text(255),
        licenseeEmail: Text(255),
        isTest: Type.Boolean(),
        isTrial: Type.Optional(Type.Boolean()),
        externalId: Type.Optional(Nullable(ExternalId)),
        metadata: Type.Optional(Metadata),
      }),
    ),
  }),
  sample: {
    authorId: 1,
    optionId: 2001,
    customerId: 3001,
    expiresAt: '2027-03-01T00:00:00.000Z',
    fields: {
      quantity: 1,
      unitPrice: '49.90',
      activationsLeft: 5,
      deactivationsLeft: 3,
      counter: null,
      currentVersion: '4.2.0.0',
      licenseUpdate: '',
      notes: '',
      licenseeName: 'Ann Example',
      licenseeEmail: 'ann@example.com',
      isTest: false,
    },
  },
});

/** Most licenses of one set. [API-LIC-02] */
export const mostInSet = 1000;

export const AddLicenses = defineCall<{ licenses: IssuedLicense[] }>()({
  name: 'AddLicenses',
  ...command,
  description:
    'Issues so many licenses from an option, all or none, in ascending order of their numbers; also when the process dies meanwhile. With `toUnregistered` each gets a customer of its own who is not registered. Refused as AddLicense, and parameter_invalid (facts.pointers) where passwords have too little behind their prefix. [API-LIC-02, CU-07, LG-03]',
  schema: Type.Object({
    ...AddLicense.schema.properties,
    count: Type.Integer({ minimum: 1, maximum: mostInSet }),
    /** Undefined: as a single license has. [CU-07] */
    passwords: Type.Optional(PasswordForm),
  }),
  sample: { ...AddLicense.sample, count: 2 },
});

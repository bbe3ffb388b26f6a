import Type, { type Static } from 'typebox';
import { defineEvent, type EventOf } from '../base/define-event.ts';
import { Sealed } from '../base/sealed.ts';
import { ExternalId } from '../model/external-id.ts';
import { Metadata } from '../model/metadata.ts';
import { OtherLicense } from '../model/other-license.ts';
import { PasswordForm } from '../model/password-form.ts';
import { Count, Decimal, Instant, Nullable, ObjectNumber, Text, Uuid } from '../model/scalars.ts';

const own = { owner: 'licenses', stream: 'licenseSet' } as const;
const set = { setId: Uuid, authorId: ObjectNumber };
const sampleSet = { setId: '019a6f6e-3c00-7000-8000-0000000000c1', authorId: 1 };

/** What every license of a set is issued by; texts sealed under the key of the first one. */
export const LicenseSetOrder = Type.Object({
  optionId: ObjectNumber,
  customerId: Nullable(ObjectNumber),
  /** For each license a customer is made who is not registered. [CU-07, LG-03] */
  toUnregistered: Type.Boolean(),
  distributorId: Type.Optional(ObjectNumber),
  expiresAt: Type.Optional(Text(64)),
  fields: Type.Object({
    quantity: Count,
    unitPrice: Decimal,
    activationsLeft: Type.Optional(Nullable(Count)),
    deactivationsLeft: Type.Optional(Count),
    counter: Type.Optional(Nullable(Count)),
    currentVersion: Text(23),
    licenseUpdate: Text(4000),
    isTest: Type.Boolean(),
    isTrial: Type.Optional(Type.Boolean()),
    externalId: Type.Optional(Nullable(ExternalId)),
    metadata: Type.Optional(Metadata),
  }),
  /** What activation passwords look like; absent: as that of a single license. [CU-07] */
  passwords: Type.Optional(Type.Object({ length: PasswordForm.properties.length, prefix: Nullable(Sealed) })),
  texts: Type.Object({
    notes: Nullable(Sealed),
    licenseeName: Nullable(Sealed),
    licenseeEmail: Nullable(Sealed),
  }),
});
export type LicenseSetOrder = Static<typeof LicenseSetOrder>;

export const LicenseSetRequested = defineEvent({
  type: 'LicenseSetRequested',
  version: 1,
  ...own,
  description:
    'These licenses are to be issued, all of them or none; their numbers are taken. Until that is done nobody is told of any of them. [API-LIC-02]',
  schema: Type.Object({ ...set, licenseIds: Type.Array(ObjectNumber), order: LicenseSetOrder, at: Instant }),
  sample: {
    ...sampleSet,
    licenseIds: [4001, 4002],
    order: {
      ...{ optionId: 2001, customerId: 3001, toUnregistered: false },
      fields: {
        ...{ quantity: 1, unitPrice: '49.90', counter: null, currentVersion: '', licenseUpdate: '', isTest: false },
      },
      texts: { notes: null, licenseeName: null, licenseeEmail: null },
    },
    at: '2026-03-01T09:12:45.120Z',
  },
});

export const LicenseSetIssued = defineEvent({
  type: 'LicenseSetIssued',
  version: 1,
  ...own,
  description: 'All licenses of a set are there. [API-LIC-02]',
  schema: Type.Object({
    ...set,
    /** `customerId`: who was made for it; absent where nobody was. */
    licenses: Type.Array(Type.Object({ ...OtherLicense.properties, customerId: Type.Optional(ObjectNumber) })),
    at: Instant,
  }),
  sample: {
    ...sampleSet,
    licenses: [{ licenseId: 4001, uuid: '019a6f6e-3c00-7000-8000-000000000fa1' }],
    at: '2026-03-01T09:12:45.130Z',
  },
});

export const LicenseSetAbandoned = defineEvent({
  type: 'LicenseSetAbandoned',
  version: 1,
  ...own,
  description: 'A license of a set could not be issued: those issued before it are taken back. [API-LIC-02]',
  schema: Type.Object({
    ...set,
    /** Why: code of the refusal, and its facts. */
    code: Text(64),
    facts: Type.Record(Type.String(), Type.Unknown()),
    at: Instant,
  }),
  sample: { ...sampleSet, code: 'serials_exhausted', facts: {}, at: '2026-03-01T09:12:45.130Z' },
});

export type LicenseSetEvent =
  EventOf<typeof LicenseSetRequested> | EventOf<typeof LicenseSetIssued> | EventOf<typeof LicenseSetAbandoned>;

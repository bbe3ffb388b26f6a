import Type from 'typebox';
import { defineEvent, type EventOf } from '../base/define-event.ts';
import { Sealed } from '../base/sealed.ts';
import { InvoiceReference } from '../model/invoice.ts';
import { OtherLicense } from '../model/other-license.ts';
import { RenewalReference, RenewalStatus, RenewalTerms, RenewalTypes } from '../model/renewal.ts';
import { Instant, Nullable, ObjectNumber, Text, Uuid } from '../model/scalars.ts';
import { endlessSupport } from '../model/support.ts';

const own = { owner: 'licenses', stream: 'renewal' } as const;
const renewal = { ...RenewalReference.properties, authorId: ObjectNumber };
/** What the renewal shows as its version by it: what the service notes for itself does not count. [API-REP-03] */
const version = Type.Integer({ minimum: 1 });
/** One attempt to use a renewal: the command that asked. */
const useId = Uuid;
const sampleRenewal = { renewalId: 6001, uuid: '019a6f6e-3c00-7000-8000-000000001771', authorId: 1 };
const sampleUse = {
  useId: '019a6f6e-3c00-7000-8000-0000000000d1',
  license: { licenseId: 4001, uuid: '019a6f6e-3c00-7000-8000-000000000fa1' },
};

export const RenewalCreated = defineEvent({
  type: 'RenewalCreated',
  version: 1,
  ...own,
  description:
    'A voucher exists that renews or changes one license, with the terms that its option has now. [API-INV-06]',
  schema: Type.Object({
    ...renewal,
    version,
    productId: ObjectNumber,
    optionId: ObjectNumber,
    optionUuid: Uuid,
    invoice: Nullable(InvoiceReference),
    /** Sealed under the key of the stream. */
    key: Sealed,
    types: RenewalTypes,
    terms: RenewalTerms,
    isTest: Type.Boolean(),
    at: Instant,
  }),
  sample: {
    ...sampleRenewal,
    version: 1,
    productId: 1001,
    optionId: 2002,
    optionUuid: '019a6f6e-3c00-7000-8000-0000000007d2',
    invoice: null,
    key: 's1|licenses/renewal-6001|AAAA',
    types: { fromTypeId: null, toTypeId: null },
    terms: { expiry: { rule: 'daysFromCreation', days: 365, date: null }, support: endlessSupport, edition: null },
    isTest: false,
    at: '2026-03-01T09:12:45.120Z',
  },
});

export const RenewalStatusChanged = defineEvent({
  type: 'RenewalStatusChanged',
  version: 1,
  ...own,
  description: 'A voucher was blocked, deleted or freed again. [API-INV-06]',
  schema: Type.Object({
    ...renewal,
    version,
    before: RenewalStatus,
    after: RenewalStatus,
    /** Why, in free words, sealed under the key of the stream; null for none. [API-VERB-03] */
    note: Nullable(Sealed),
    at: Instant,
  }),
  sample: {
    ...sampleRenewal,
    version: 2,
    before: 'active',
    after: 'blocked',
    note: null,
    at: '2026-03-02T09:12:45.120Z',
  },
});

export const RenewalUseRequested = defineEvent({
  type: 'RenewalUseRequested',
  version: 1,
  ...own,
  description:
    'A license is to be renewed by the voucher, which nobody else can use meanwhile. What comes of it follows. [design 3, processes; API-LIC-22]',
  schema: Type.Object({
    ...renewal,
    useId,
    license: OtherLicense,
    /** That the license must still have; null for any. [API-ETAG-03] */
    expectedVersion: Nullable(Type.Integer({ minimum: 1 })),
    at: Instant,
  }),
  sample: { ...sampleRenewal, ...sampleUse, expectedVersion: null, at: '2026-03-03T09:12:45.120Z' },
});

export const RenewalUsed = defineEvent({
  type: 'RenewalUsed',
  version: 1,
  ...own,
  description: 'The license has been renewed by the voucher, which is spent. [API-LIC-22, IP-RENEW-11]',
  schema: Type.Object({ ...renewal, version, useId, license: OtherLicense, at: Instant }),
  sample: { ...sampleRenewal, version: 2, ...sampleUse, at: '2026-03-03T09:12:45.130Z' },
});

export const RenewalUseAbandoned = defineEvent({
  type: 'RenewalUseAbandoned',
  version: 1,
  ...own,
  description:
    'The license could not be renewed and never will be by this attempt: the voucher is free again. [API-LIC-22]',
  schema: Type.Object({
    ...renewal,
    useId,
    /** Why: code of the refusal, and its facts. */
    code: Text(64),
    facts: Type.Record(Type.String(), Type.Unknown()),
    at: Instant,
  }),
  sample: {
    ...sampleRenewal,
    useId: sampleUse.useId,
    code: 'renewal_not_applicable',
    facts: { reason: 'ended' },
    at: '2026-03-03T09:12:45.130Z',
  },
});

export type RenewalEvent =
  | EventOf<typeof RenewalCreated>
  | EventOf<typeof RenewalStatusChanged>
  | EventOf<typeof RenewalUseRequested>
  | EventOf<typeof RenewalUsed>
  | EventOf<typeof RenewalUseAbandoned>;

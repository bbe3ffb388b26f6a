import Type, { type Static } from 'typebox';
import { defineEvent, type EventOf } from '../base/define-event.ts';
import { Sealed } from '../base/sealed.ts';
import { InvoiceLine, InvoiceStatus } from '../model/invoice.ts';
import { Metadata } from '../model/metadata.ts';
import { OtherLicense } from '../model/other-license.ts';
import { Count, Instant, Nullable, ObjectNumber, OneOf, Text, Uuid } from '../model/scalars.ts';

const own = { owner: 'licenses', stream: 'invoice' } as const;
const invoice = { invoiceId: ObjectNumber, uuid: Uuid, authorId: ObjectNumber };
/** What the invoice shows as its version by it: what the service notes for itself does not count. [API-REP-03] */
const version = Type.Integer({ minimum: 1 });
const sampleInvoice = { invoiceId: 5001, uuid: '019a6f6e-3c00-7000-8000-000000001389', authorId: 1 };
const sampleLicense = { licenseId: 4001, uuid: '019a6f6e-3c00-7000-8000-000000000fa1' };
const sampleLine: Static<typeof InvoiceLine> = {
  optionId: 2001,
  optionUuid: '019a6f6e-3c00-7000-8000-0000000007d1',
  quantity: 2,
  unitPrice: '49.90',
  licenses: [],
  renews: null,
  upgrades: null,
};

export const InvoiceCreated = defineEvent({
  type: 'InvoiceCreated',
  version: 1,
  ...own,
  description:
    'An order is recorded. With `issue`, licenses are issued for its lines; until that is done nobody sees the invoice. [INV-01, API-INV-01]',
  schema: Type.Object({
    ...invoice,
    version,
    customerId: Nullable(ObjectNumber),
    number: Text(128),
    status: InvoiceStatus,
    registrar: Text(128),
    /** Sealed under the key of the stream; null for none. */
    comments: Nullable(Sealed),
    holdUntil: Nullable(Instant),
    automaticMail: Type.Boolean(),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
    lines: Type.Array(InvoiceLine),
    /** For each line, how many licenses of which quantity are to be issued. */
    issues: Type.Array(Type.Object({ licenses: Count, quantity: Count })),
    /** For each line, by how many days its renewal moves an expiration; 0 for none. */
    renewals: Type.Array(Count),
    testLicenses: Type.Boolean(),
    externalId: Nullable(Text(128)),
    metadata: Metadata,
    at: Instant,
  }),
  sample: {
    ...sampleInvoice,
    version: 1,
    customerId: 3001,
    number: 'ITP-DLOA-2345678A-BCDEFHK2-34567892-ABCDEF23-K4',
    status: 'web',
    registrar: 'Manual',
    comments: null,
    holdUntil: null,
    automaticMail: true,
    currency: 'USD',
    lines: [sampleLine],
    issues: [{ licenses: 1, quantity: 2 }],
    renewals: [0],
    testLicenses: false,
    externalId: null,
    metadata: {},
    at: '2026-03-01T09:12:45.120Z',
  },
});

/** Values as they are now; those that others may see also as they were. */
export const InvoiceChanges = Type.Partial(
  Type.Object({
    status: Type.Object({ before: InvoiceStatus, after: InvoiceStatus }),
    customerId: Type.Object({ before: Nullable(ObjectNumber), after: Nullable(ObjectNumber) }),
    number: Text(128),
    registrar: Text(128),
    comments: Nullable(Sealed),
    holdUntil: Type.Object({ before: Nullable(Instant), after: Nullable(Instant) }),
    automaticMail: Type.Boolean(),
    externalId: Type.Object({ before: Nullable(Text(128)), after: Nullable(Text(128)) }),
    metadata: Metadata,
  }),
);
export type InvoiceChanges = Static<typeof InvoiceChanges>;

export const InvoiceUpdated = defineEvent({
  type: 'InvoiceUpdated',
  version: 1,
  ...own,
  description:
    'Members of an invoice changed, or it went from one status of an order that stands to another; its licenses stay as they are. [API-INV-01, INV-14]',
  schema: Type.Object({ ...invoice, version, changes: InvoiceChanges, note: Nullable(Sealed), at: Instant }),
  sample: {
    ...sampleInvoice,
    version: 2,
    changes: { status: { before: 'holding', after: 'shipping' } },
    note: null,
    at: '2026-03-02T09:12:45.120Z',
  },
});

/** What is to become of a license; `since`: it is restored only if it has been deleted since then. */
export const LicenseOrder = Type.Object({
  licenseId: ObjectNumber,
  becomes: OneOf('void', 'returned', 'fraud', 'deleted', 'restored', 'stopped', 'freed'),
  since: Type.Optional(Instant),
});
export type LicenseOrder = Static<typeof LicenseOrder>;

const transition = Type.Object({
  ...invoice,
  version,
  before: InvoiceStatus,
  after: InvoiceStatus,
  /** Why, in free words, sealed under the key of the stream; null for none. */
  note: Nullable(Sealed),
  licenses: Type.Array(LicenseOrder),
  at: Instant,
});
const sampleTransition = {
  ...sampleInvoice,
  version: 2,
  before: 'web' as const,
  note: null,
  at: '2026-03-02T09:12:45.120Z',
};

export const InvoiceVoided = defineEvent({
  type: 'InvoiceVoided',
  version: 1,
  ...own,
  description: 'An order was voided, and with it the licenses named. [INV-05, API-INV-02]',
  schema: transition,
  sample: { ...sampleTransition, after: 'voided', licenses: [{ licenseId: 4001, becomes: 'void' }] },
});

export const InvoiceRefunded = defineEvent({
  type: 'InvoiceRefunded',
  version: 1,
  ...own,
  description: 'An order, or some of its licenses, was refunded; the licenses named are returned or fraud. [INV-06]',
  schema: transition,
  sample: { ...sampleTransition, after: 'refunded', licenses: [{ licenseId: 4001, becomes: 'returned' }] },
});

export const InvoiceDeleted = defineEvent({
  type: 'InvoiceDeleted',
  version: 1,
  ...own,
  description: 'An order was deleted, and with it the licenses named; both can be restored. [API-INV-02]',
  schema: transition,
  sample: { ...sampleTransition, after: 'deleted', licenses: [{ licenseId: 4001, becomes: 'deleted' }] },
});

export const InvoiceRestored = defineEvent({
  type: 'InvoiceRestored',
  version: 1,
  ...own,
  description: 'A deleted order is back, and with it the licenses that its deletion had moved. [API-INV-02]',
  schema: transition,
  sample: {
    ...sampleTransition,
    before: 'deleted',
    after: 'web',
    licenses: [{ licenseId: 4001, becomes: 'restored', since: '2026-03-02T09:12:45.120Z' }],
  },
});

export const InvoiceBlocked = defineEvent({
  type: 'InvoiceBlocked',
  version: 1,
  ...own,
  description: 'The licenses of an order are stopped; their own status stays. [API-INV-03]',
  schema: transition,
  sample: { ...sampleTransition, after: 'web', licenses: [{ licenseId: 4001, becomes: 'stopped' }] },
});

export const InvoiceUnblocked = defineEvent({
  type: 'InvoiceUnblocked',
  version: 1,
  ...own,
  description: 'The licenses of an order are what their own status says again. [API-INV-03]',
  schema: transition,
  sample: { ...sampleTransition, after: 'web', licenses: [{ licenseId: 4001, becomes: 'freed' }] },
});

export const InvoiceStepsTaken = defineEvent({
  type: 'InvoiceStepsTaken',
  version: 1,
  ...own,
  description:
    'All that an event of an invoice asked of licenses is done; tells what came of it. [design 3, processes]',
  schema: Type.Object({
    ...invoice,
    /** Version of the invoice by the event that asked. */
    of: version,
    /** Licenses issued, per line. */
    issued: Type.Array(Type.Object({ line: Count, licenses: Type.Array(OtherLicense) })),
    /** Licenses that a deletion moved, and since when they are deleted. */
    moved: Type.Array(Type.Object({ licenseId: ObjectNumber, since: Instant })),
    at: Instant,
  }),
  sample: {
    ...sampleInvoice,
    of: 1,
    issued: [{ line: 0, licenses: [sampleLicense] }],
    moved: [],
    at: '2026-03-01T09:12:45.130Z',
  },
});

export const InvoiceAbandoned = defineEvent({
  type: 'InvoiceAbandoned',
  version: 1,
  ...own,
  description:
    'A license of an order could not be issued: those issued before it are taken back, and there never was an invoice. [API-INV-01]',
  schema: Type.Object({
    ...invoice,
    /** Why: code of the refusal, and its facts. */
    code: Text(64),
    facts: Type.Record(Type.String(), Type.Unknown()),
    at: Instant,
  }),
  sample: { ...sampleInvoice, code: 'serials_exhausted', facts: {}, at: '2026-03-01T09:12:45.130Z' },
});

export const InvoiceRemoved = defineEvent({
  type: 'InvoiceRemoved',
  version: 1,
  ...own,
  description: 'A deleted invoice, all of whose licenses were deleted for good, is gone. [INV-13]',
  schema: Type.Object({ ...invoice, at: Instant }),
  sample: { ...sampleInvoice, at: '2026-04-01T00:00:00.000Z' },
});

export type InvoiceTransitioned = EventOf<
  | typeof InvoiceVoided
  | typeof InvoiceRefunded
  | typeof InvoiceDeleted
  | typeof InvoiceRestored
  | typeof InvoiceBlocked
  | typeof InvoiceUnblocked
>;
export type InvoiceEvent =
  | EventOf<typeof InvoiceCreated>
  | EventOf<typeof InvoiceUpdated>
  | InvoiceTransitioned
  | EventOf<typeof InvoiceStepsTaken>
  | EventOf<typeof InvoiceAbandoned>
  | EventOf<typeof InvoiceRemoved>;

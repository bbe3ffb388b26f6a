import Type from 'typebox';
import { defineCall } from '../base/define-call.ts';
import {
  type InvoiceFacts,
  type InvoiceTransition,
  LicenseFate,
  invoiceTargets,
  standingInvoiceStatuses,
} from '../model/invoice.ts';
import { type ListPage, ListQuery, firstPage } from '../model/list.ts';
import { Metadata, MetadataPatch } from '../model/metadata.ts';
import { Count, Decimal, Instant, Nullable, ObjectNumber, OneOf, Text } from '../model/scalars.ts';

const command = { service: 'licenses', kind: 'command' } as const;
const query = { service: 'licenses', kind: 'query' } as const;
const key = ({ invoiceId }: { invoiceId: number }) => String(invoiceId);
const named = { authorId: ObjectNumber, invoiceId: ObjectNumber };
const Lines = { maxItems: 100 };

/** Most licenses of one invoice over all its lines, issued and listed ones together. */
export const mostInvoiceLicenses = 1000;

/** Numbers of the lines, of as many licenses each, by which an invoice goes beyond that; none where all fit. */
export function linesBeyondLimit(licenses: readonly number[]): number[] {
  let sum = 0;
  return licenses.flatMap((many, line) => ((sum += many) > mostInvoiceLicenses && many > 0 ? [line] : []));
}

export const CreateInvoice = defineCall<InvoiceFacts>()({
  name: 'CreateInvoice',
  ...command,
  description:
    'Records an order, with licenses that there are, or with `issue` also with new ones for all lines, all or nothing; renewals move the expiration of a license, upgrades supersede one. Refused: scope_missing (invoices:write, with `issue` licenses:create), not_found (customer), parameter_invalid (facts.pointers), renewal_not_applicable, all that AddLicense refuses, duplicate (facts.what externalId). [API-INV-01, INV-10, INV-11]',
  schema: Type.Object({
    authorId: ObjectNumber,
    customerId: Nullable(ObjectNumber),
    /** Undefined: one is made. */
    number: Type.Optional(Text(128)),
    status: OneOf(...standingInvoiceStatuses),
    registrar: Text(128),
    comments: Text(4000),
    holdUntil: Nullable(Instant),
    automaticMail: Type.Boolean(),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
    lines: Type.Array(
      Type.Object({
        /** Null: that of the licenses listed. */
        optionId: Nullable(ObjectNumber),
        quantity: Count,
        unitPrice: Decimal,
        /** Licenses that there are already. */
        licenseIds: Type.Array(ObjectNumber, { maxItems: mostInvoiceLicenses }),
        renews: Nullable(ObjectNumber),
        upgrades: Nullable(ObjectNumber),
      }),
      Lines,
    ),
    issue: Type.Boolean(),
    testLicenses: Type.Boolean(),
    externalId: Nullable(Text(128)),
    metadata: Metadata,
  }),
  sample: {
    authorId: 1,
    customerId: 3001,
    status: 'web',
    registrar: 'Manual',
    comments: '',
    holdUntil: null,
    automaticMail: true,
    currency: 'USD',
    lines: [{ optionId: 2001, quantity: 2, unitPrice: '49.90', licenseIds: [], renews: null, upgrades: null }],
    issue: true,
    testLicenses: false,
    externalId: null,
    metadata: {},
  },
});

export const UpdateInvoice = defineCall<InvoiceFacts>()({
  name: 'UpdateInvoice',
  ...command,
  description:
    'Changes members of an invoice; those not named stay, licenses never change by it. Refused: scope_missing (invoices:write), not_found (invoice, customer), version_conflict, parameter_invalid, duplicate (facts.what externalId). [API-INV-01]',
  schema: Type.Object({
    ...named,
    changes: Type.Partial(
      Type.Object({
        customerId: Nullable(ObjectNumber),
        number: Text(128),
        registrar: Text(128),
        comments: Text(4000),
        holdUntil: Nullable(Instant),
        automaticMail: Type.Boolean(),
        externalId: Nullable(Text(128)),
        metadata: MetadataPatch,
      }),
    ),
    expectedVersion: Nullable(Count),
  }),
  key,
  sample: { authorId: 1, invoiceId: 5001, changes: { registrar: 'Shop' }, expectedVersion: null },
});

export const TransitionInvoice = defineCall<InvoiceFacts>()({
  name: 'TransitionInvoice',
  ...command,
  description:
    'Changes the status or the block of an invoice, and with `voided`, `refunded`, `deleted`, `restored`, `blocked` and `unblocked` what becomes of its licenses. The void and refund workflows of people without Master User are these. Refused: scope_missing (invoices:write), not_found, version_conflict, transition_not_allowed (facts.from, to), parameter_invalid (facts.pointers). [INV-05 … INV-08, ST-15, ST-16, API-INV-02, API-INV-03]',
  schema: Type.Object({
    ...named,
    to: OneOf(...invoiceTargets),
    note: Text(4000),
    /** Licenses stay as they are. */
    keepLicenses: Type.Boolean(),
    /** Lines concerned and what becomes of their licenses, or of some of them; null for all lines. [INV-06] */
    lines: Nullable(
      Type.Array(
        Type.Object({
          line: Count,
          becomes: LicenseFate,
          licenseIds: Nullable(Type.Array(ObjectNumber, { maxItems: mostInvoiceLicenses })),
        }),
        Lines,
      ),
    ),
    expectedVersion: Nullable(Count),
  }),
  key,
  sample: {
    authorId: 1,
    invoiceId: 5001,
    to: 'refunded',
    note: 'Ordered twice.',
    keepLicenses: false,
    lines: [{ line: 0, becomes: 'fraud', licenseIds: null }],
    expectedVersion: null,
  },
});

export const GetInvoice = defineCall<InvoiceFacts>()({
  name: 'GetInvoice',
  ...query,
  description: 'An invoice of the author. Refused: not_found. [API-INV-01]',
  schema: Type.Object(named),
  key,
  sample: { authorId: 1, invoiceId: 5001 },
});

export const ListInvoiceTransitions = defineCall<ListPage<InvoiceTransition>>()({
  name: 'ListInvoiceTransitions',
  ...query,
  description:
    'Changes of status and block of an invoice that a query finds, from the record. Refused: not_found, cursor_invalid. [API-VERB-03]',
  schema: Type.Object({ ...named, query: ListQuery }),
  key,
  sample: { authorId: 1, invoiceId: 5001, query: firstPage },
});

export const ListInvoicesDue = defineCall<{ invoices: { invoiceId: number; authorId: number }[] }>()({
  name: 'ListInvoicesDue',
  ...query,
  description:
    'Invoices that the daily job of an account looks at, by number: `release` for those on hold whose time has come, `removal` for deleted ones. Those may still have licenses that are not deleted: RemoveInvoice says. [INV-13, INV-14]',
  schema: Type.Object({
    /** Absent: those of all accounts, as pods of the version before ask; who asks passes over what he has not asked for, which such pods tell. */
    authorId: Type.Optional(ObjectNumber),
    due: OneOf('release', 'removal'),
    at: Instant,
    /** Number of the last one of the page before; 0 for the first page. */
    after: Count,
    limit: Type.Integer({ minimum: 1, maximum: 500 }),
  }),
  sample: { authorId: 1, due: 'release', at: '2026-03-02T00:00:00.000Z', after: 0, limit: 100 },
});

export const ReleaseInvoice = defineCall<{ released: boolean }>()({
  name: 'ReleaseInvoice',
  ...command,
  description:
    'Moves an invoice on hold to shipping when the time has come that it was held until; nothing happens otherwise. For the daily job and people with invoices:write. Refused: scope_missing, not_found. [INV-14]',
  schema: Type.Object({ ...named, at: Instant }),
  key,
  sample: { authorId: 1, invoiceId: 5001, at: '2026-03-02T00:00:00.000Z' },
});

export const RemoveInvoice = defineCall<{ removed: boolean }>()({
  name: 'RemoveInvoice',
  ...command,
  description:
    'Removes a deleted invoice for good, when each of its licenses is flagged for deletion (SOLO Delete) or gone; nothing happens otherwise. For the daily job. Refused: scope_missing, not_found. [INV-13]',
  schema: Type.Object({ ...named, dryRun: Type.Boolean() }),
  key,
  sample: { authorId: 1, invoiceId: 5001, dryRun: false },
});

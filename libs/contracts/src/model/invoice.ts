import Type, { type Static } from 'typebox';
import { OtherLicense } from './other-license.ts';
import type { Metadata } from './metadata.ts';
import { Count, Decimal, Nullable, ObjectNumber, OneOf, Uuid } from './scalars.ts';
import type { Transition } from './transition.ts';

/** Statuses of an order that stands: each may follow each. [INV-01, API-INV-02] */
export const standingInvoiceStatuses = ['pending', 'holding', 'shipping', 'shipped', 'web', 'rebate'] as const;
/** All statuses; SOLO calls the last three Voided, Refund and Delete. [INV-01] */
export const invoiceStatuses = [...standingInvoiceStatuses, 'voided', 'refunded', 'deleted'] as const;
/** What a transition of an invoice may ask for. [API-INV-02, API-INV-03] */
export const invoiceTargets = [...invoiceStatuses, 'restored', 'blocked', 'unblocked'] as const;

export const InvoiceStatus = OneOf(...invoiceStatuses);
export type InvoiceStatus = Static<typeof InvoiceStatus>;

/** What becomes of a license by a transition of its invoice; `kept`: nothing. [API-INV-02, INV-06] */
export const licenseFates = ['void', 'returned', 'fraud', 'kept'] as const;
export const LicenseFate = OneOf(...licenseFates);
export type LicenseFate = Static<typeof LicenseFate>;

/** An invoice by number and by the UUID that its native id is made of. */
export const InvoiceReference = Type.Object({ invoiceId: ObjectNumber, uuid: Uuid });
export type InvoiceReference = Static<typeof InvoiceReference>;

/** What was bought, and the licenses that it brought, or prolonged, or took the place of. Licenses stay listed, whatever becomes of them. [INV-03] */
export const InvoiceLine = Type.Object({
  optionId: ObjectNumber,
  optionUuid: Uuid,
  quantity: Count,
  unitPrice: Decimal,
  licenses: Type.Array(OtherLicense),
  /** The license whose expiration a renewal moves; null for none. [INV-10] */
  renews: Nullable(OtherLicense),
  /** The license that gives way to the new one; null for none. [INV-11] */
  upgrades: Nullable(OtherLicense),
});
export type InvoiceLine = Static<typeof InvoiceLine>;

/** An invoice as `licenses` knows it. Free text in clear. */
export interface InvoiceFacts extends InvoiceReference {
  authorId: number;
  customerId: number | null;
  number: string;
  status: InvoiceStatus;
  blocked: boolean;
  registrar: string;
  comments: string;
  /** When an invoice in status holding goes on to shipping; null for never. [INV-14] */
  holdUntil: string | null;
  automaticMail: boolean;
  currency: string;
  lines: readonly InvoiceLine[];
  /** Sum of quantity times unit price, exact. */
  total: string;
  /** Whether a test key made it: test keys know no other invoices. [API-KEY-06] */
  testLicenses: boolean;
  externalId: string | null;
  metadata: Metadata;
  /** 1 on creation; counts what people changed. */
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** What a license tells of the invoice that it was sold on. [INV-12] */
export interface InvoiceOfLicense extends InvoiceReference {
  number: string;
  /** Whom the invoice names, who need not be the license's customer any more. [SL-INFO-26] */
  customerId: number | null;
  blocked: boolean;
}

/** Of status or of the block. */
export type InvoiceTransition = Transition<InvoiceStatus, InvoiceStatus | 'restored' | 'blocked' | 'unblocked'>;

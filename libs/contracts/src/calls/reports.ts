import Type from 'typebox';
import { defineCall } from '../base/define-call.ts';
import type { InvoiceStatus } from '../model/invoice.ts';
import { Instant, Nullable, ObjectNumber, OneOf, Text } from '../model/scalars.ts';
import type { SoloStatus } from '../model/status.ts';

const query = { service: 'status-projector', kind: 'query' } as const;

/** One page of a report. It may hold fewer rows than asked for, or none: only `next: null` is the end. */
export interface ReportPage<R> {
  rows: R[];
  next: string | null;
}

/** A page looks at so many rows at most, whatever its filters leave of them. */
const Limit = Type.Integer({ minimum: 1, maximum: 1000 });
const next = {
  /** `next` of the page before; null for the first. */
  after: Nullable(Text(255)),
  limit: Limit,
};
const period = {
  /** From this instant on, and before that one; null for no limit. */
  from: Nullable(Instant),
  to: Nullable(Instant),
  /** Leaves out rows of licenses whose status is not OK; changes nothing. [RPT-01, RPT-02, ST-24] */
  onlyOk: Type.Boolean(),
};
const inPeriod = { authorId: ObjectNumber, ...period, ...next };
const sample = { authorId: 1, from: '2026-01-01T00:00:00.000Z', to: null, onlyOk: false, after: null, limit: 500 };

/** Whose license a row is about, and how it stands now. */
interface OfLicense {
  licenseId: number;
  company: string;
  status: SoloStatus;
  isTest: boolean;
}

export interface ReportedLicense extends OfLicense {
  customerId: number | null;
  distributorId: number | null;
  productId: number;
  productName: string;
  optionId: number;
  optionName: string;
  enteredAt: string;
  /** Empty once the key of the license was destroyed. */
  notes: string;
  quantity: number;
  unitPrice: string;
  /** The invoice that it was sold on, as it stands now; null for none. */
  invoice: { invoiceId: number; status: InvoiceStatus } | null;
}

export const ReportLicenses = defineCall<ReportPage<ReportedLicense>>()({
  name: 'ReportLicenses',
  ...query,
  description: 'Licenses of an account by the time they were entered, oldest first. [RPT-08]',
  schema: Type.Object(inPeriod),
  sample,
});

/** What a machine told of itself, empty where it told nothing or where the key was destroyed. */
interface OfMachine {
  address: string;
  installationName: string;
  computerId: number | null;
}

export interface ReportedActivation extends OfLicense, OfMachine {
  at: string;
  successful: boolean;
  /** Why it was refused, in the words of the registry of codes; null for a success. */
  code: string | null;
  /** Refusals of the same kind that were left unrecorded before this one. [SA-GEN-18] */
  repeats: number;
  /** SOLO's InstallationID; empty where none was issued. */
  installationId: string;
  /** Version of the program at the first activation of the installation, or at the refused attempt. */
  version: string;
  deactivatedAt: string | null;
}

const ofLicense = {
  /** Only those of one license; null for all. */
  licenseId: Nullable(ObjectNumber),
};

export const ReportActivations = defineCall<ReportPage<ReportedActivation>>()({
  name: 'ReportActivations',
  ...query,
  description: 'Every attempt to activate, granted or refused, oldest first. [IN-01, RPT-09]',
  schema: Type.Object({ ...inPeriod, ...ofLicense }),
  sample: { ...sample, licenseId: 4001 },
});

export interface ReportedInstallation extends OfLicense, OfMachine {
  installationId: string;
  /** InstallationID that the program sent along; empty for none. */
  relatedInstallationId: string;
  version: string;
  activatedAt: string;
  lastCheckAt: string | null;
  deactivatedAt: string | null;
}

export const ReportInstallations = defineCall<ReportPage<ReportedInstallation>>()({
  name: 'ReportInstallations',
  ...query,
  description: 'Installations that received an InstallationID by the time of their activation, oldest first. [IN-02]',
  schema: Type.Object({ ...inPeriod, ...ofLicense }),
  sample: { ...sample, licenseId: null },
});

export interface LicenseSums {
  /** Without test licenses, as are quantity and amount. [TEST-07] */
  licenses: number;
  quantity: number;
  /** Unit prices times quantities, exact. */
  amount: string;
  testLicenses: number;
}

export const SumLicenses = defineCall<LicenseSums>()({
  name: 'SumLicenses',
  ...query,
  description: 'How many licenses of an account were entered in a period, and what they cost. [RPT-07]',
  schema: Type.Object({ authorId: ObjectNumber, ...period }),
  sample: { authorId: 1, from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z', onlyOk: false },
});

/** Invoices of one currency. Voided and deleted ones were never sold; refunded ones are in `invoices` and `amount` too. */
export interface InvoiceSums {
  currency: string;
  /** Without those of test keys, as are all amounts. [TEST-07] */
  invoices: number;
  amount: string;
  refunds: number;
  refundAmount: string;
  testInvoices: number;
}

export const SumInvoices = defineCall<InvoiceSums[]>()({
  name: 'SumInvoices',
  ...query,
  description:
    'How many invoices of an account were made in a period, and what they come to, currency by currency. `onlyOk` leaves out refunded ones. [RPT-07]',
  schema: Type.Object({ authorId: ObjectNumber, ...period }),
  sample: { authorId: 1, from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z', onlyOk: false },
});

export interface ReportedCatalogEntry {
  productId: number;
  /** Null in a report of products. */
  optionId: number | null;
  productName: string;
  optionName: string;
  status: string;
  /** How often it was changed, its creation included. */
  version: number;
  createdAt: string;
  updatedAt: string;
}

export const ReportCatalog = defineCall<ReportPage<ReportedCatalogEntry>>()({
  name: 'ReportCatalog',
  ...query,
  description: 'Products or options of an account by number. [RPT-07]',
  schema: Type.Object({ authorId: ObjectNumber, resource: OneOf('product', 'option'), ...next }),
  sample: { authorId: 1, resource: 'product', after: null, limit: 500 },
});

import {
  type InvoiceStatus,
  type InvoiceSums,
  type LicenseSums,
  type ReportedLicense,
  ReportLicenses,
  SumInvoices,
  SumLicenses,
} from '@licet/contracts';
import { isoWithoutZone } from '../document/formats.ts';
import { type Ask, everyPage, report } from './report.ts';
import { pageSize } from './rows.ts';
import type { ReportForm } from './report-form.ts';

const licenses = ({ authorId, from, to, onlyOk }: ReportForm, ask: Ask) =>
  everyPage((after) => ask(ReportLicenses, { authorId, from, to, onlyOk, after, limit: pageSize }));

const licenseColumns = {
  LicenseID: ({ licenseId }: ReportedLicense) => licenseId,
  CompanyName: ({ company }: ReportedLicense) => company,
  Status: ({ status }: ReportedLicense) => status,
  ProductName: ({ productName }: ReportedLicense) => productName,
  OptionName: ({ optionName }: ReportedLicense) => optionName,
  LicenseEnteredDate: ({ enteredAt }: ReportedLicense) => isoWithoutZone(enteredAt),
  LicenseNotes: ({ notes }: ReportedLicense) => notes,
  QOrdered: ({ quantity }: ReportedLicense) => quantity,
  CustomerID: ({ customerId }: ReportedLicense) => customerId,
  ProductID: ({ productId }: ReportedLicense) => productId,
  ProdOptionID: ({ optionId }: ReportedLicense) => optionId,
  UnitPrice: ({ unitPrice }: ReportedLicense) => unitPrice,
  DistributorID: ({ distributorId }: ReportedLicense) => distributorId,
  IsTestLicense: ({ isTest }: ReportedLicense) => isTest,
};
const ofLicenses = { permissions: ['Report Access'], months: null, columns: licenseColumns, read: licenses } as const;

/** [RPT-08] */
export const exportLicenses = report({ page: 'ExportLicenses.aspx', title: 'Export Licenses', ...ofLicenses });

/** The one address that the documents print. Rows are those of Export Licenses. */
export const licensesByProduct = report({
  page: 'RptLicensesByProduct.aspx',
  title: 'Licenses by Product',
  ...ofLicenses,
});

const { CompanyName, CustomerID, ProductName, OptionName, QOrdered, UnitPrice, DistributorID } = licenseColumns;

/** SOLO's words for the statuses of an invoice that are no words of ours. [INV-01] */
const invoiceWords: Partial<Record<InvoiceStatus, string>> = { refunded: 'Refund', deleted: 'Delete' };
const wordOf = (status: InvoiceStatus): string =>
  invoiceWords[status] ?? `${status.slice(0, 1).toUpperCase()}${status.slice(1)}`;

/** What was sold, license by license, with the invoice of each. [RPT-07] */
export const storeSales = report({
  page: 'RptStoreSales.aspx',
  title: 'Store Sales',
  permissions: ['Sales Reports', 'Financial Access'],
  months: null,
  columns: {
    ...{ LicenseEnteredDate: licenseColumns.LicenseEnteredDate, LicenseID: licenseColumns.LicenseID },
    ...{ CompanyName, CustomerID, ProductName, OptionName, QOrdered, UnitPrice },
    Amount: ({ unitPrice, quantity }: ReportedLicense) => amountOf(unitPrice, quantity),
    ...{ DistributorID, Status: licenseColumns.Status, IsTestLicense: licenseColumns.IsTestLicense },
    InvoiceNo: ({ invoice }: ReportedLicense) => invoice?.invoiceId ?? null,
    InvoiceStatus: ({ invoice }: ReportedLicense) => invoice && wordOf(invoice.status),
  },
  read: licenses,
});

/** Exact, with as many decimals as the price has. [FMT-02] */
export function amountOf(price: string, quantity: number): string {
  const [whole = '0', decimals = ''] = price.split('.');
  const digits = String(BigInt(whole + decimals) * BigInt(quantity)).padStart(decimals.length + 1, '0');
  const point = digits.length - decimals.length;
  return decimals === '' ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

const longestStatement = 120;

/**
 * Sums of each month, of licenses and of invoices, one row for each currency of invoices; the first of a month tells of its licenses. Tests are
 * apart. [RPT-07, TEST-07]
 */
export const accountStatement = report({
  page: 'RptAccountStatement.aspx',
  title: 'Account Statement',
  permissions: ['Accounting Reports'],
  months: longestStatement,
  columns: {
    Month: ({ month }: StatementRow) => month,
    Licenses: ({ sold }) => sold?.licenses ?? null,
    Quantity: ({ sold }) => sold?.quantity ?? null,
    Amount: ({ sold }) => sold?.amount ?? null,
    TestLicenses: ({ sold }) => sold?.testLicenses ?? null,
    Currency: ({ invoiced }) => invoiced?.currency ?? null,
    Invoices: ({ invoiced }) => invoiced?.invoices ?? 0,
    InvoiceAmount: ({ invoiced }) => invoiced?.amount ?? '0',
    Refunds: ({ invoiced }) => invoiced?.refunds ?? 0,
    RefundAmount: ({ invoiced }) => invoiced?.refundAmount ?? '0',
    TestInvoices: ({ invoiced }) => invoiced?.testInvoices ?? 0,
  },
  read: monthByMonth,
});

interface StatementRow {
  month: string;
  /** In the first row of a month only. */
  sold: LicenseSums | null;
  /** Null for a month without invoices. */
  invoiced: InvoiceSums | null;
}

async function* monthByMonth({ authorId, onlyOk, from, to }: ReportForm, ask: Ask): AsyncGenerator<StatementRow[]> {
  for (const [start, end] of monthsOf(from ?? '', to ?? '')) {
    const period = { authorId, from: start, to: end, onlyOk };
    const [sold, invoiced] = [await ask(SumLicenses, period), await ask(SumInvoices, period)];
    const currencies = invoiced.length > 0 ? invoiced : [null];
    yield currencies.map((sums, i) => ({ month: start.slice(0, 7), sold: i === 0 ? sold : null, invoiced: sums }));
  }
}

/** Months of a period, the first and the last cut to it. */
function monthsOf(from: string, to: string): [string, string][] {
  const months: [string, string][] = [];
  for (let start = from; start < to;) {
    const date = new Date(start);
    const next = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)).toISOString();
    months.push([start, next < to ? next : to]);
    start = next;
  }
  return months;
}

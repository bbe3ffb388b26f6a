import { type ReportedLicense, ReportLicenses, SumLicenses } from '@licet/contracts';
import { isoWithoutZone } from '../document/formats.ts';
import { type Ask, everyPage, pageSize, report } from './report.ts';
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

/** What was sold, license by license: there are no invoices in it. [RPT-07] */
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

/** Sums of each month, test licenses apart. [RPT-07, TEST-07] */
export const accountStatement = report({
  page: 'RptAccountStatement.aspx',
  title: 'Account Statement',
  permissions: ['Accounting Reports'],
  months: longestStatement,
  columns: {
    Month: ({ month }: MonthSums) => month,
    Licenses: ({ licenses: count }) => count,
    Quantity: ({ quantity }) => quantity,
    Amount: ({ amount }) => amount,
    TestLicenses: ({ testLicenses }) => testLicenses,
  },
  read: monthByMonth,
});

type MonthSums = Awaited<ReturnType<typeof sumsOf>>;

const sumsOf = async ({ authorId, onlyOk }: ReportForm, [from, to]: [string, string], ask: Ask) => ({
  month: from.slice(0, 7),
  ...(await ask(SumLicenses, { authorId, from, to, onlyOk })),
});

async function* monthByMonth(form: ReportForm, ask: Ask): AsyncGenerator<MonthSums[]> {
  for (const month of monthsOf(form.from ?? '', form.to ?? '')) yield [await sumsOf(form, month, ask)];
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

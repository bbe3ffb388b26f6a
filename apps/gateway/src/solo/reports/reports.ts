import { exportActivationData, exportInstallationData } from './activation-reports.ts';
import { exportAuthors, exportProductOptions, exportProducts, exportUsers } from './audit-reports.ts';
import { accountStatement, exportLicenses, licensesByProduct, storeSales } from './license-reports.ts';
import type { Report } from './report.ts';

/** Every report that programs can read. Routes, documentation and the tables of the suites come from here. [RPT-03, RPT-07] */
export const reports: readonly Report[] = [
  exportLicenses,
  licensesByProduct,
  exportActivationData,
  exportInstallationData,
  accountStatement,
  storeSales,
  exportAuthors,
  exportProducts,
  exportProductOptions,
  exportUsers,
];

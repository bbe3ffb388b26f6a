import { type LicenseStatus, type SoloStatus, soloStatusOf } from '@licet/contracts';

/** Columns that tell whose license a row is about; null where the license is not or no longer there. */
export interface LicenseColumns {
  license_id: number;
  status: string | null;
  reason: string | null;
  is_test: boolean | null;
  company: string | null;
}

export interface ToldOfLicense {
  licenseId: number;
  company: string;
  status: SoloStatus;
  isTest: boolean;
}

/** What every report tells of a license; undefined for one that is not here, or that the filter leaves out. [RPT-01, RPT-02, RPT-10] */
export function ofLicense(row: LicenseColumns, { onlyOk }: { onlyOk: boolean }): ToldOfLicense | undefined {
  if (row.status === null) return undefined;
  const status = soloStatusOf({ status: row.status, reason: row.reason } as LicenseStatus);
  if (onlyOk && status !== 'OK') return undefined;
  return { licenseId: row.license_id, company: row.company ?? '', status, isTest: row.is_test === true };
}

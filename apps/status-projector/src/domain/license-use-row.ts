import type { LicenseRow } from './license-row.ts';

/** What installations change of a license and lists ask for. */
export interface LicenseUseRow {
  license_id: number;
  author_id: number;
  /** Null for unlimited. */
  seats_left: number | null;
  seats_used: number;
  last_check_at: string | null;
}

/** Undefined while nobody has told whose license it is. */
export const useRowOf = (row: LicenseRow): LicenseUseRow | undefined =>
  row.author_id === null
    ? undefined
    : {
        license_id: row.license_id,
        author_id: row.author_id,
        seats_left: row.activations_left,
        seats_used: row.seats_in_use,
        last_check_at: row.last_check_at,
      };

import type { Sealed } from '@licet/contracts';
import type { Vault } from '@licet/vault';
import { type LicenseColumns, type ToldOfLicense, ofLicense } from '../domain/of-license.ts';
import { printPageKey } from '../domain/page-key.ts';
import { openTexts } from './sealed-texts.ts';

/** How a report about licenses reads its rows. */
interface Reading<Row, Told> {
  /** Sealed columns of a row. */
  sealed: (row: Row) => readonly (Sealed | null)[];
  /** Values of its sort columns. */
  key: (row: Row) => readonly (string | number | boolean)[];
  /** What it tells beyond what every report tells of a license. */
  told: (row: Row, text: (sealed: Sealed | null) => string) => Told;
}

export interface ReportPage<Told> {
  rows: (ToldOfLicense & Told)[];
  /** Where the next page begins; null after the last one. */
  next: string | null;
}

/** One page of a report, opened; it may hold fewer rows than were read, since the filter leaves rows out. */
export async function reportPage<Row extends LicenseColumns, Told>(
  vault: Vault,
  { limit, onlyOk }: { limit: number; onlyOk: boolean },
  rows: readonly Row[],
  { sealed, key, told }: Reading<Row, Told>,
): Promise<ReportPage<Told>> {
  const text = await openTexts(vault, rows.flatMap(sealed));
  const last = rows.length < limit ? undefined : rows.at(-1);
  const ofRow = (row: Row) => {
    const common = ofLicense(row, { onlyOk });
    return common ? [{ ...common, ...told(row, text) }] : [];
  };
  return { rows: rows.flatMap(ofRow), next: last ? printPageKey(...key(last)) : null };
}

import type pg from 'pg';
import { deriveStatus } from '../domain/derive-status.ts';
import type { LicenseRow } from '../domain/license-row.ts';
import { options, products } from './tables.ts';

/** Rows with what follows from their facts. Options and products they rest on stay as they are until the transaction ends. */
export async function deriveRows(tx: pg.ClientBase, rows: readonly LicenseRow[], now: Date): Promise<LicenseRow[]> {
  const known = <T>(ids: (T | null)[]): T[] => ids.filter((id) => id !== null);
  const ofProducts = await products.load(tx, known(rows.map(({ product_id }) => product_id)), 'share');
  const ofOptions = await options.load(tx, known(rows.map(({ option_id }) => option_id)), 'share');
  return rows.map((row) => {
    const option = ofOptions.get(row.option_id ?? 0)?.settings;
    const product = ofProducts.get(row.product_id ?? 0)?.settings;
    return deriveStatus(row, option, product, now);
  });
}

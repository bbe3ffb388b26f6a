import { type Cell, pageSize } from './rows.ts';
import { RequestRefused } from './request-error.ts';

/** Rows that are sorted at most: they are all in memory meanwhile, which those in order of time never are. */
export const mostSorted = 10_000;

/** The rows of all pages by one column, equal ones in the order they came in. Throws `RequestRefused` where there are too many. [RPT-03] */
export async function* sorted(pages: AsyncGenerator<Cell[][]>, column: number): AsyncGenerator<Cell[][]> {
  const rows: Cell[][] = [];
  for await (const page of pages) {
    rows.push(...page);
    if (rows.length > mostSorted) throw new RequestRefused('TooManyRowsToSort');
  }
  rows.sort((a, b) => compare(a[column] ?? null, b[column] ?? null));
  for (let from = 0; from < rows.length; from += pageSize) yield rows.slice(from, from + pageSize);
}

const texts = new Intl.Collator('en', { numeric: true });

/** Numbers by value, also those that are kept as text, and what is nothing behind everything else. */
function compare(a: Cell, b: Cell): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a !== 'string' && typeof b !== 'string') return Number(a) - Number(b);
  return texts.compare(String(a), String(b));
}

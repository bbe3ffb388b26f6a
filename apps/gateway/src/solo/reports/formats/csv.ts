import { stringify } from 'csv-stringify/sync';
import { type Format, textOf } from './format.ts';

const dialect = { record_delimiter: 'windows', escape_formulas: true } as const;

/** UTF-8 without byte order mark, RFC 4180. No text becomes a formula in a spreadsheet. [RPT-04] */
export const csv: Format = {
  contentType: 'text/csv; charset=utf-8; header=present',
  extension: 'csv',
  async *write({ columns }, pages) {
    yield stringify([[...columns]], dialect);
    for await (const rows of pages)
      yield stringify(
        rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell : textOf(cell)))),
        dialect,
      );
  },
};

import type { Report } from '../report.ts';
import type { Cell } from '../rows.ts';

export type Pages = AsyncIterable<Cell[][]>;

/** One way to write a report. What is written is not kept: memory does not grow with the report. */
export interface Format {
  contentType: string;
  extension: string;
  write: (report: Pick<Report, 'title' | 'columns'>, pages: Pages) => AsyncGenerator<string | Uint8Array>;
}

export const textOf = (cell: Cell): string => (cell === null ? '' : String(cell));

import type { CallDefinition, ReplyOf, ReportPage, RequestOf, soloPermissions } from '@licet/contracts';
import type { ReportForm } from './report-form.ts';

export type Permission = keyof typeof soloPermissions;
/** What stands in one column of one row; null for nothing. */
export type Cell = string | number | boolean | null;

/** Asks a service for one page; each has time of its own, so that a report may take as long as it needs. */
export type Ask = <D extends CallDefinition>(
  definition: D,
  request: RequestOf<D>,
) => Promise<Extract<ReplyOf<D>, { ok: true }>['value']>;

interface Outline {
  /** Last part of its address, below `/solo/authors/`. */
  page: string;
  title: string;
  /** Any of these is enough. [RPT-07] */
  permissions: readonly [Permission, ...Permission[]];
  /** The longest period that one request may ask for, and then both dates are needed; null for any, or none. [RPT-09] */
  months: number | null;
}

export interface Report extends Outline {
  columns: readonly string[];
  /** Rows page by page; what was read is not kept. */
  pages: (form: ReportForm, ask: Ask) => AsyncGenerator<Cell[][]>;
}

/** Declares a report: where it is, who may read it, its columns in order, and where its rows come from. */
export function report<R>({
  columns,
  read,
  ...outline
}: Outline & {
  columns: Readonly<Record<string, (row: R) => Cell>>;
  read: (form: ReportForm, ask: Ask) => AsyncGenerator<R[]>;
}): Report {
  const cells = Object.values(columns);
  return {
    ...outline,
    columns: Object.keys(columns),
    async *pages(form, ask) {
      for await (const rows of read(form, ask)) yield rows.map((row) => cells.map((cell) => cell(row)));
    },
  };
}

/** What a page looks at, whatever its filters leave of it. */
export const pageSize = 500;

/** Every page of a query, one after the other. */
export async function* everyPage<R>(read: (after: string | null) => Promise<ReportPage<R>>): AsyncGenerator<R[]> {
  let after: string | null = null;
  do {
    const { rows, next }: ReportPage<R> = await read(after);
    yield rows;
    after = next;
  } while (after !== null);
}

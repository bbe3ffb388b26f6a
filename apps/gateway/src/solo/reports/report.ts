import type { CallDefinition, ReplyOf, ReportPage, RequestOf, soloPermissions } from '@licet/contracts';
import type { ReportForm } from './report-form.ts';
import type { Cell } from './rows.ts';
import { sorted } from './sorted.ts';

export type Permission = keyof typeof soloPermissions;
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
  /** Rows page by page; what was read is not kept, unless it has to be sorted. */
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
  const [names, cells] = [Object.keys(columns), Object.values(columns)];
  async function* inOrderOfTime(form: ReportForm, ask: Ask): AsyncGenerator<Cell[][]> {
    for await (const rows of read(form, ask)) yield rows.map((row) => cells.map((cell) => cell(row)));
  }
  return {
    ...outline,
    columns: names,
    pages(form, ask) {
      const column = names.findIndex((name) => name.toLowerCase() === form.sortBy);
      const pages = inOrderOfTime(form, ask);
      return column < 0 ? pages : sorted(pages, column);
    },
  };
}

/** Every page of a query, one after the other. */
export async function* everyPage<R>(read: (after: string | null) => Promise<ReportPage<R>>): AsyncGenerator<R[]> {
  let after: string | null = null;
  do {
    const { rows, next }: ReportPage<R> = await read(after);
    yield rows;
    after = next;
  } while (after !== null);
}

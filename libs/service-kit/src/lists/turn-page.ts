import { type ListPage, type ListQuery, mostCounted } from '@licet/contracts';
import type { ListCursors, ListPlace } from './list-cursors.ts';

/** A row with its place in the order of the list. */
export interface PlacedRow<T> {
  item: T;
  by: string;
  id: number;
}

/** Where rows come from: a statement, or what is in memory. */
export interface RowSource<T> {
  /** Rows on one side of a place, the nearest first, in the direction of the place; from the beginning where there is none. */
  rows: (place: ListPlace | null, most: number) => Promise<PlacedRow<T>[]>;
  /** How many there are in all, counted up to `most`. */
  count: (most: number) => Promise<number>;
}

export type Turned<T> =
  { ok: true; value: ListPage<T> } | { ok: false; refusal: { code: 'cursor_invalid'; facts: { parameter: 'cursor' } } };

/** Reads the page that a query asks for, with the cursors of those around it. [API-LIST-01, API-LIST-04, API-LIST-09] */
export async function turnPage<T>(query: ListQuery, cursors: ListCursors, source: RowSource<T>): Promise<Turned<T>> {
  const { cursor, limit, count } = query;
  const place = cursor === null ? null : cursors.parse(cursor);
  if (place === undefined) return { ok: false, refusal: { code: 'cursor_invalid', facts: { parameter: 'cursor' } } };
  const [found, counted] = await Promise.all([
    source.rows(place, limit + 1),
    count ? source.count(mostCounted + 1) : undefined,
  ]);
  const more = found.length > limit;
  const backward = place?.direction === 'before';
  const rows = backward ? found.slice(0, limit).reverse() : found.slice(0, limit);
  const end = (row: PlacedRow<T> | undefined, direction: ListPlace['direction']) =>
    row ? cursors.print({ direction, by: row.by, id: row.id }) : null;
  return {
    ok: true,
    value: {
      items: rows.map(({ item }) => item),
      next: backward || more ? end(rows.at(-1), 'after') : null,
      previous: place !== null && (!backward || more) ? end(rows[0], 'before') : null,
      ...(counted !== undefined && totalOf(counted)),
    },
  };
}

const totalOf = (counted: number): Pick<ListPage<unknown>, 'total' | 'totalIsMinimum'> =>
  counted > mostCounted ? { total: mostCounted, totalIsMinimum: true } : { total: counted };

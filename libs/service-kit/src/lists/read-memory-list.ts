import { type ListDeclaration, type ListFilter, type ListQuery, wordsOf } from '@licet/contracts';
import type { Vault } from '@licet/vault';
import { ListCursors } from './list-cursors.ts';
import { type PlacedRow, type Turned, turnPage } from './turn-page.ts';

type Value = string | number | boolean | null;

/** A list whose rows its service has in memory, because they are few. */
export interface MemoryList<T> {
  declaration: ListDeclaration;
  /** Names the row within the list; rises with creation. */
  id: (row: T) => number;
  fields: Readonly<Record<string, (row: T) => Value>>;
  /** Texts that `q` searches. */
  texts?: (row: T) => readonly string[];
}

/** The page of rows that a query asks for, as `readSqlList` finds it in tables. `scope`: account and object that the list is of. */
export function readMemoryList<T>(
  list: MemoryList<T>,
  scope: readonly (string | number)[],
  rows: Iterable<T>,
  query: ListQuery,
  vault: Pick<Vault, 'keyedHash'>,
): Promise<Turned<T>> {
  const { name } = list.declaration;
  const found = [...rows].filter((row) => fits(list, row, query));
  const { field, descending } = query.sort;
  const placed = found
    .map((item): PlacedRow<T> => ({ item, by: placeOf(comparedOf(list, item, field)), id: list.id(item) }))
    .sort(descending ? (a, b) => compare(b, a) : compare);
  return turnPage(query, new ListCursors(vault, [name, ...scope], query), {
    rows: (place, most) => {
      if (!place) return Promise.resolve(placed.slice(0, most));
      const behind = (row: PlacedRow<T>) => (descending ? compare(place, row) : compare(row, place));
      const side = place.direction === 'after' ? placed.filter((it) => behind(it) > 0) : ahead(placed, behind);
      return Promise.resolve(side.slice(0, most));
    },
    count: (most) => Promise.resolve(Math.min(most, placed.length)),
  });
}

const ahead = <T>(placed: readonly PlacedRow<T>[], behind: (row: PlacedRow<T>) => number): PlacedRow<T>[] =>
  placed.filter((it) => behind(it) < 0).reverse();

const compare = (a: { by: string; id: number }, b: { by: string; id: number }): number =>
  a.by === b.by ? a.id - b.id : a.by < b.by ? -1 : 1;

/** Text of a value, by which texts and instants are in order; what is absent comes last. */
const placeOf = (value: Value): string =>
  value === null ? '\uffff' : typeof value === 'number' ? String(value).padStart(16, '0') : String(value);

function fits<T>(list: MemoryList<T>, row: T, { filters, words }: ListQuery): boolean {
  if (!filters.every((filter) => meets(list, row, filter))) return false;
  if (words.length === 0) return true;
  const known = wordsOf(...(list.texts?.(row) ?? []));
  return words.every((word) => known.some((it) => it.startsWith(word)));
}

function meets<T>(list: MemoryList<T>, row: T, { field, operator, values }: ListFilter): boolean {
  const own = comparedOf(list, row, field);
  const all = values.map((value) => folded(list, field, value));
  const [wanted = null] = all;
  if (operator === 'exists') return (own !== null) === wanted;
  if (own === null || wanted === null) return false;
  switch (operator) {
    case 'equals':
      return all.includes(own);
    case 'prefix':
      return String(own).startsWith(String(wanted));
    case 'lt':
      return own < wanted;
    case 'lte':
      return own <= wanted;
    case 'gt':
      return own > wanted;
    case 'gte':
      return own >= wanted;
  }
}

/** The value as it is compared: letter case of texts counts only where the declaration says so. */
function comparedOf<T>(list: MemoryList<T>, row: T, field: string): Value {
  const read = list.fields[field];
  if (!read) throw new Error(`${list.declaration.name} has no field ${field}.`);
  return folded(list, field, read(row));
}

function folded({ declaration }: Pick<MemoryList<never>, 'declaration'>, field: string, value: Value): Value {
  const { kind, exact } = declaration.fields[field] ?? {};
  return kind === 'text' && !exact && typeof value === 'string' ? value.toLowerCase() : value;
}

import { type FieldKind, type ListDeclaration, type ListFilter, type ListQuery, metadataKeyOf } from '@licet/contracts';
import type { ListPlace } from './list-cursors.ts';

/** Where a field of a list stands in the tables. */
export interface ListColumn {
  /** What is compared; null where the field is absent. Texts whose letter case does not count are kept in lower case. */
  sql: string;
  /** Never null, by what rows are sorted; `sql` where it never is. */
  sort?: string;
  /** Name of the join that brings it. */
  join?: string;
  /** Column of the row's number beside it, where it is in another table than the list's own: one index must hold both. */
  id?: string;
}

/** A list as a statement: one index per field, which a test asserts. [API-LIST-10] */
export interface SqlList {
  declaration: ListDeclaration;
  /** Its table. */
  from: string;
  /** Further tables, joined only where a query asks for a column of theirs. */
  joins?: Readonly<Record<string, string>>;
  /** The object that it is of, where it is not one of the whole account: cursors are bound to it. */
  scope?: readonly (string | number)[];
  /** Column of the number of a row. */
  id: string;
  /** Column of the account. */
  author: string;
  /** Further conditions that every row meets. */
  where?: string;
  columns: Readonly<Record<string, ListColumn>>;
  /** Condition that a row has words that begin like those of a `tsquery`, of which the placeholder is given. */
  matches?: (placeholder: string) => string;
  /** A `jsonb` column. */
  metadata?: string;
}

export interface Statement {
  text: string;
  values: unknown[];
}

const types: Readonly<Record<FieldKind, string>> = {
  ...{ text: 'text', choice: 'text', object: 'int', instant: 'timestamptz', number: 'int', boolean: 'boolean' },
};

/** Rows of a page: their number, and what they are sorted by as text. By key, never by counting rows. [API-LIST-04, API-LIST-06] */
export function pageStatement(
  list: SqlList,
  authorId: number,
  query: ListQuery,
  place: ListPlace | null,
  most: number,
): Statement {
  const values: unknown[] = [];
  const { field, descending } = query.sort;
  const { by, row } = sortOf(list, field);
  const down = descending !== (place?.direction === 'before');
  const way = down ? 'DESC' : 'ASC';
  const conditions = conditionsOf(list, authorId, query, values);
  if (place) {
    const type = types[list.declaration.fields[field]?.kind ?? 'text'];
    values.push(place.by, place.id);
    const [at, id] = [`$${values.length - 1}::${type}`, `$${values.length}::int`];
    conditions.push(`(${by}, ${row}) ${down ? '<' : '>'} (${at}, ${id})`);
  }
  values.push(most);
  const text = `SELECT ${list.id} AS id, ${by}::text AS by FROM ${tablesOf(list, query, field)} WHERE ${conditions.join(' AND ')}
    ORDER BY ${by} ${way}, ${row} ${way} LIMIT $${values.length}`;
  return { text, values };
}

/** How many rows there are, counted up to `most`. [API-LIST-09] */
export function countStatement(list: SqlList, authorId: number, query: ListQuery, most: number): Statement {
  const values: unknown[] = [];
  const conditions = conditionsOf(list, authorId, query, values).join(' AND ');
  values.push(most);
  const text = `SELECT count(*)::int AS count FROM (SELECT FROM ${tablesOf(list, query)} WHERE ${conditions} LIMIT $${values.length}) AS counted`;
  return { text, values };
}

function tablesOf({ from, columns, joins = {} }: SqlList, { filters }: ListQuery, sortedBy?: string): string {
  const fields = [...filters.map(({ field }) => field), ...(sortedBy === undefined ? [] : [sortedBy])];
  const wanted = new Set(fields.map((field) => columns[field]?.join).filter((name) => name !== undefined));
  return [from, ...[...wanted].map((name) => joins[name] ?? '')].join(' ');
}

function sortOf({ id, columns, declaration }: SqlList, field: string): { by: string; row: string } {
  const column = columns[field];
  if (!column || !declaration.fields[field]?.sort) throw new Error(`${declaration.name} is not sorted by ${field}.`);
  return { by: column.sort ?? column.sql, row: column.id ?? id };
}

function conditionsOf(list: SqlList, authorId: number, { filters, words }: ListQuery, values: unknown[]): string[] {
  const put = (value: unknown, type: string): string => `$${values.push(value)}::${type}`;
  return [
    `${list.author} = ${put(authorId, 'int')}`,
    ...(list.where ? [list.where] : []),
    ...filters.map((filter) => conditionOf(list, filter, put)),
    ...words.map((word) => matchOf(list, put(`'${authorId}/${word}':*`, 'tsquery'))),
  ];
}

function matchOf({ matches, declaration }: SqlList, placeholder: string): string {
  if (!matches) throw new Error(`${declaration.name} has no words to search.`);
  return matches(placeholder);
}

const comparisons = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

function conditionOf(
  list: SqlList,
  { field, operator, values }: ListFilter,
  put: (value: unknown, type: string) => string,
): string {
  const key = metadataKeyOf(field);
  if (key !== undefined && list.metadata) return metadataCondition(list.metadata, key, values, put);
  const { kind, exact } = list.declaration.fields[field] ?? {};
  const column = list.columns[field];
  if (!kind || !column) throw new Error(`${list.declaration.name} has no field ${field}.`);
  const type = types[kind];
  const compared = kind === 'text' && !exact ? values.map((value) => String(value).toLowerCase()) : values;
  const [value] = compared;
  switch (operator) {
    case 'equals':
      return compared.length === 1
        ? `${column.sql} = ${put(value, type)}`
        : `${column.sql} = ANY(${put(compared, `${type}[]`)})`;
    case 'prefix':
      return `${column.sql} LIKE ${put(`${String(value).replaceAll(/[\\%_]/g, '\\$&')}%`, 'text')}`;
    case 'exists':
      return `${column.sql} IS ${value === true ? 'NOT NULL' : 'NULL'}`;
    default:
      return `${column.sql} ${comparisons[operator]} ${put(value, type)}`;
  }
}

/** Containment, which one index serves for all keys. [API-REP-14] */
const metadataCondition = (
  column: string,
  key: string,
  values: readonly unknown[],
  put: (value: unknown, type: string) => string,
): string =>
  `(${values.map((value) => `${column} @> ${put(JSON.stringify({ [key]: String(value) }), 'jsonb')}`).join(' OR ')})`;

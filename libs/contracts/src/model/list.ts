import Type, { type Static } from 'typebox';
import type { Resource } from '../base/ids.ts';
import { Nullable, OneOf, Text } from './scalars.ts';

/** What a field of a list holds, which says how it is compared. Letter case of texts counts only where `exact`. */
export type FieldKind = 'text' | 'choice' | 'object' | 'instant' | 'number' | 'boolean';

export const listOperators = ['equals', 'lt', 'lte', 'gt', 'gte', 'prefix', 'exists'] as const;
export type ListOperator = (typeof listOperators)[number];

/** A field that callers may filter or sort by. [API-LIST-06, API-LIST-07] */
export interface ListField {
  kind: FieldKind;
  /** Of a `choice`: what there is to choose. */
  values?: readonly string[];
  /** Of an `object`: what is named. */
  resource?: Resource;
  /** May be absent, so one may ask whether it exists. */
  optional?: true;
  sort?: true;
  /** False: only to sort by. */
  filter?: false;
  /** Of a `text`: upper and lower case differ. */
  exact?: true;
}

/**
 * A list of the native API: what it may be filtered, sorted and searched by. The gateway reads queries by it, services find rows by it,
 * the OpenAPI document and the tests of the indexes are made of it. [API-LIST]
 */
export interface ListDeclaration {
  name: string;
  fields: Readonly<Record<string, ListField>>;
  /** Texts that `q` searches, in words for the documentation; absent where it is not offered. [API-LIST-08] */
  q?: string;
  /** Whether `metadata[key]=value` is offered. */
  metadata?: true;
}

/** Field that lists are sorted by where nothing is said: newest first. [API-LIST-06] */
export const defaultSort = { field: 'createdAt', descending: true } as const;

const ordered = ['lt', 'lte', 'gt', 'gte'] as const;
const operatorsOfKind: Readonly<Record<FieldKind, readonly ListOperator[]>> = {
  text: ['equals', 'prefix'],
  choice: ['equals'],
  object: ['equals'],
  instant: ['equals', ...ordered],
  number: ['equals', ...ordered],
  boolean: ['equals'],
};

/** Operators that a field is offered with. */
export const operatorsOf = ({ kind, optional, filter }: ListField): readonly ListOperator[] =>
  filter === false ? [] : [...operatorsOfKind[kind], ...(optional ? (['exists'] as const) : [])];

/** The field as a query names a key of `metadata`. */
export const metadataField = (key: string): string => `metadata[${key}]`;
export const metadataKeyOf = (field: string): string | undefined =>
  /^metadata\[([A-Za-z0-9_.-]{1,40})\]$/.exec(field)?.[1];

export const ListFilter = Type.Object({
  field: Text(64),
  operator: OneOf(...listOperators),
  /** Any of them for `equals`, one for all others. */
  values: Type.Array(Type.Union([Text(500), Type.Number(), Type.Boolean()]), { minItems: 1, maxItems: 100 }),
});
export type ListFilter = Static<typeof ListFilter>;

/** What a caller asks of a list, read by its declaration. */
export const ListQuery = Type.Object({
  filters: Type.Array(ListFilter, { maxItems: 50 }),
  sort: Type.Object({ field: Text(64), descending: Type.Boolean() }),
  /** Words of which every one must begin a word of the object; empty for all objects. [API-LIST-08] */
  words: Type.Array(Text(64), { maxItems: 20 }),
  cursor: Nullable(Text(4000)),
  limit: Type.Integer({ minimum: 1, maximum: 200 }),
  count: Type.Boolean(),
});
export type ListQuery = Static<typeof ListQuery>;

/** A page of a list, and where the ones around it are. [API-LIST-01, API-LIST-09] */
export interface ListPage<T> {
  items: T[];
  next: string | null;
  previous: string | null;
  /** Only where it was asked for; 10,000 is counted to and no further. */
  total?: number;
  totalIsMinimum?: true;
}

/** How far lists are counted. [API-LIST-09] */
export const mostCounted = 10_000;

export const firstPage: ListQuery = {
  ...{ filters: [], sort: defaultSort, words: [], cursor: null, limit: 50, count: false },
};

const longestWord = 64;

/** Words of a text as searches compare them: letters and digits in lower case, each word once. [API-LIST-08] */
export const wordsOf = (...texts: readonly string[]): string[] => [
  ...new Set(
    texts.flatMap((text) =>
      (
        text
          .normalize('NFKC')
          .toLowerCase()
          .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
      ).map((word) => Array.from(word).slice(0, longestWord).join('').slice(0, longestWord)),
    ),
  ),
];

import { type UserFields, userFieldCounts } from '@licet/contracts';
import { type Field, int, text } from '../document/fields.ts';
import type { Shown } from '../document/reply-document.ts';
import { double, moment } from '../document/user-field-forms.ts';

type Kind = keyof UserFields;
const elements = { text: 'UDefChar', integer: 'UDefNum', float: 'UDefFloat', date: 'UDefDate' } as const;
const forms = { text: text(50), integer: int, float: double, date: moment } as const;
const kinds = Object.keys(elements) as Kind[];

const namesOf = (kind: Kind): string[] =>
  Array.from({ length: userFieldCounts[kind] }, (_, place) => `${elements[kind]}${place + 1}`);

/** UDefChar1 … UDefDate5, in documented order. */
export const userFieldNames: readonly string[] = kinds.flatMap(namesOf);

/** How each element is read. [SL-UDF-10 … SL-UDF-16] */
export const userFieldForms: Record<string, Field<string | number>> = Object.fromEntries(
  kinds.flatMap((kind) => namesOf(kind).map((name) => [name, forms[kind]])),
);

/** Omitted and blank elements are fields without value; null when one is not of its form. [SL-UDF-11, SL-UDF-16 … SL-UDF-19] */
export function userFieldsOf(values: Record<string, unknown>): UserFields | null {
  const fields = Object.fromEntries(
    kinds.map((kind) => [
      kind,
      namesOf(kind).map((name) => (values[name] === null ? malformed : (values[name] ?? null))),
    ]),
  );
  return Object.values(fields).flat().includes(malformed) ? null : (fields as UserFields);
}

const malformed = Symbol('malformed');

/** Elements of the fields that have a value; the others have none at all. [SL-INFO-33, SL-INFO-34, SL-UDF-20] */
export const userFieldElements = (fields: UserFields): Record<string, Shown> =>
  Object.fromEntries(kinds.flatMap((kind) => namesOf(kind).map((name, place) => [name, fields[kind][place] ?? null])));

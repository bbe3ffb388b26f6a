import fc from 'fast-check';
import type { ApiDocument, Schema } from './api-document.suite.ts';

/** Real ids, by the name of the member that takes one. */
export type Ids = (name: string) => readonly string[];

/** Values that a schema allows, of the kinds of schema that the document has. Long ones are not made longer than tells anything. */
export function arbitraryOf(document: ApiDocument, schema: Schema, ids: Ids, name = ''): fc.Arbitrary<unknown> {
  const of = (part: Schema, member = name) => arbitraryOf(document, document.resolved(part), ids, member);
  const { type, enum: values, anyOf } = schema;
  const known = ids(name);
  if (known.length > 0) return orNull(schema, fc.constantFrom(...known));
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(values)) return fc.constantFrom(...(values as unknown[]));
  if (Array.isArray(anyOf)) return fc.oneof(...(anyOf as Schema[]).map((part) => of(part)));
  if (Array.isArray(type)) return fc.oneof(...type.map((one: string) => of({ ...schema, type: one })));
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return integers(schema);
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'array':
      return arrays(schema, of((schema.items ?? {}) as Schema));
    case 'object':
      return objects(schema, of);
    default:
      return texts(schema);
  }
}

const orNull = ({ type }: Schema, arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  Array.isArray(type) ? fc.oneof(arbitrary, fc.constant(null)) : arbitrary;

const integers = ({ minimum, maximum }: Schema): fc.Arbitrary<number> => {
  const range = { min: Number(minimum ?? -1000), max: Number(maximum ?? 1000) };
  const small = { min: range.min, max: Math.min(range.max, range.min + 100) };
  return fc.oneof(fc.integer(small), fc.constantFrom(range.min, range.max));
};

const arrays = ({ minItems, maxItems, uniqueItems }: Schema, items: fc.Arbitrary<unknown>) => {
  const lengths = { minLength: Number(minItems ?? 0), maxLength: Math.min(4, Number(maxItems ?? 4)) };
  return uniqueItems ? fc.uniqueArray(items, lengths) : fc.array(items, lengths);
};

function objects(schema: Schema, of: (part: Schema, name?: string) => fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  const [form, part] = Object.entries((schema.patternProperties ?? {}) as Record<string, Schema>)[0] ?? [];
  if (form && part)
    return fc.dictionary(fc.stringMatching(new RegExp(form)), of(part), { maxKeys: 3, noNullPrototype: true });
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  const required = (schema.required ?? []) as string[];
  const members = properties.map(([name, it]) => [
    name,
    required.includes(name) ? of(it, name) : sometimes(of(it, name), 3),
  ]);
  return fc
    .record(Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>)
    .map((told) => Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)));
}

function texts({ pattern, allOf, format, minLength, maxLength, examples }: Schema): fc.Arbitrary<string> {
  if (Array.isArray(examples)) return fc.constantFrom(...(examples as string[]));
  if (format === 'date-time') return moments;
  const least = Number(minLength ?? 0);
  const most = Math.min(200, Number(maxLength ?? 200));
  const fits = (text: string) => text.length >= least && Array.from(text).length <= most;
  const patterns =
    typeof pattern === 'string' ? [pattern] : ((allOf ?? []) as Schema[]).map((it) => String(it.pattern));
  const [first, ...others] = patterns.map((form) => new RegExp(form, 'u'));
  if (!first) return fc.string({ unit: 'grapheme', minLength: least, maxLength: Math.min(most, 40) }).filter(fits);
  return fc.stringMatching(first).filter((text) => fits(text) && others.every((form) => form.test(text)));
}

const moments = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((it) => it.toISOString());

/** Undefined mostly: once in `every` it is there. */
export const sometimes = (arbitrary: fc.Arbitrary<unknown>, every: number): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: every - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

import { Instant, Nullable, type Resource, Text, mostCounted, prefixes } from '@licet/contracts';
import Type, { type Static, type TProperties, type TSchema } from 'typebox';

const part = '[0-7][0-9a-hjkmnp-tv-z]{25}';

/** Id of an object. [API-REP-04] */
export const IdOf = (resource: Resource) => Type.String({ pattern: `^${prefixes[resource]}_${part}$` });

/** Id of what lives inside a license. [API-REP-04] */
export const NestedIdOf = (resource: Resource) => Type.String({ pattern: `^${prefixes[resource]}_${part}_${part}$` });

/** What every object starts with. [API-REP-03] */
export const head = <const O extends string>(object: O, resource: Resource) => ({
  id: IdOf(resource),
  object: Type.Literal(object),
  createdAt: Instant,
  updatedAt: Instant,
  version: Type.Integer({ minimum: 1 }),
});

/** Number by which SOLO knows an object. */
export const SoloNumber = Type.Integer({ minimum: 1 });

/** Id by which IntelliProtector knows an object. */
export const IpId = Type.String({ pattern: '^[0-9a-f]{32}$' });

/** Text of any length, as it was taken. */
export const AnyText = Type.String();
export const NullableText = Nullable(Text(4000));
export const NullableInstant = Nullable(Instant);

/** An answer of this name in the API document, with an example that is one. [API-OAS-02] */
export const Answer = <P extends TProperties>(name: string, properties: P, example: object) =>
  Type.Object(properties, { $id: name, examples: [example] });

/** A page of a list. [API-LIST-01] */
export const ListOf = <T extends TSchema>(row: T) => {
  const { $id = 'Row', examples = [] } = row as { $id?: string; examples?: object[] };
  return Answer(
    `${$id}List`,
    {
      ...{ object: Type.Literal('list'), data: Type.Array(row), next: Nullable(AnyText), previous: Nullable(AnyText) },
      total: Type.Optional(Type.Integer({ minimum: 0, maximum: mostCounted })),
      totalIsMinimum: Type.Optional(Type.Literal(true)),
    },
    { object: 'list', data: examples, next: null, previous: null },
  );
};

export type Shown<T extends TSchema> = Static<T>;

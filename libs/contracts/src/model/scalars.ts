import Type, { type Static, type TSchema } from 'typebox';

/** RFC 3339 UTC with milliseconds, such as `2026-03-01T09:12:45.120Z`; texts of this form sort by time. [API-REP-07] */
export const Instant = Type.String({ format: 'date-time' });
export type Instant = Static<typeof Instant>;

/** Positive signed 32-bit integer that names an object in the whole installation. [FMT-21] */
export const ObjectNumber = Type.Integer({ minimum: 1, maximum: 2147483647 });

/** A count that is never below zero. */
export const Count = Type.Integer({ minimum: 0, maximum: 2147483647 });

/** Exact decimal with at most four decimals, such as `49.90`. [FMT-02] */
export const Decimal = Type.String({ pattern: '^[0-9]{1,15}(\\.[0-9]{1,4})?$' });

export const Uuid = Type.String({ format: 'uuid' });

/** Text without NUL: PostgreSQL cannot hold it. [API-REP-12] */
export const Text = (maxLength: number) => Type.String({ maxLength, pattern: '^[^\\u0000]*$' });

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const OneOf = <const V extends string[]>(...values: readonly [...V]) => Type.Enum<V>(values);

/** Sets a counter or adds to it; increments of parallel calls add up. [SL-UAF-28, API-LIC-17] */
export const CounterChange = Type.Union([
  Type.Object({ set: Count }),
  Type.Object({ add: Type.Integer({ minimum: -2147483648, maximum: 2147483647 }) }),
]);
/** Likewise; `limit` says how many seats there are in all, null for no limit: what is left of them the ledger works out. [API-LIC-16] */
export const SeatsChange = Type.Union([...CounterChange.anyOf, Type.Object({ limit: Nullable(Count) })]);
export type SeatsChange = Static<typeof SeatsChange>;
export type CounterChange = Static<typeof CounterChange>;

import Type, { type Static, type TSchema } from 'typebox';
import { Nullable, Text } from './scalars.ts';

/**
 * A User Defined date: `yyyy-MM-ddTHH:mm:ss` of somebody's wall clock, or of UTC with a `Z` behind it. A fraction of a second is kept.
 * [SL-UDF-14, SL-UDF-15]
 */
const Moment = Type.String({ pattern: '^[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}(\\.[0-9]{1,9})?Z?$' });

const Slots = <T extends TSchema>(schema: T, count: number) =>
  Type.Array(Nullable(schema), { minItems: count, maxItems: count });

/** How many fields there are of each kind. */
export const userFieldCounts = { text: 10, integer: 5, float: 5, date: 5 } as const;

/** The User Defined Fields of a license by kind and place; null for one without value. [SL-UDF-10 … SL-UDF-14, API-LIC-18] */
export const UserFields = Type.Object({
  text: Slots(Text(50), userFieldCounts.text),
  integer: Slots(Type.Integer({ minimum: -2147483648, maximum: 2147483647 }), userFieldCounts.integer),
  float: Slots(Type.Number(), userFieldCounts.float),
  date: Slots(Moment, userFieldCounts.date),
});
export type UserFields = Static<typeof UserFields>;

/** As many places as the caller wants to change; those behind stay. */
const Places = <T extends TSchema>(schema: T, count: number) =>
  Type.Optional(Type.Array(Nullable(schema), { maxItems: count }));

/** What of the fields is to be changed; null clears a field. [API-LIC-18] */
export const UserFieldsPatch = Type.Object({
  text: Places(Text(50), userFieldCounts.text),
  integer: Places(Type.Integer({ minimum: -2147483648, maximum: 2147483647 }), userFieldCounts.integer),
  float: Places(Type.Number(), userFieldCounts.float),
  date: Places(Moment, userFieldCounts.date),
});
export type UserFieldsPatch = Static<typeof UserFieldsPatch>;

/** The fields with a patch laid over them, place by place. [API-LIC-18] */
export const patchUserFields = (fields: UserFields, patch: UserFieldsPatch): UserFields => ({
  text: laidOver(fields.text, patch.text),
  integer: laidOver(fields.integer, patch.integer),
  float: laidOver(fields.float, patch.float),
  date: laidOver(fields.date, patch.date),
});

/** A patch laid over, place by place. */
export const laidOver = <T>(fields: T[], patch: T[] = []): T[] =>
  fields.map((value, i) => (i < patch.length ? (patch[i] as T) : value));

/** All fields without value, as a license starts. [SL-ADD-29] */
export const noUserFields: UserFields = {
  text: Array<null>(userFieldCounts.text).fill(null),
  integer: Array<null>(userFieldCounts.integer).fill(null),
  float: Array<null>(userFieldCounts.float).fill(null),
  date: Array<null>(userFieldCounts.date).fill(null),
};

export const hasNoValue = (fields: UserFields): boolean =>
  Object.values(fields).every((slots) => slots.every((value) => value === null));

import Type, { type Static } from 'typebox';
import { Nullable } from './scalars.ts';

/** Most pairs that an object may have. */
export const mostMetadata = 50;

const Key = Type.String({ pattern: '^[A-Za-z0-9_.-]{1,40}$' });
const Value = Type.String({ maxLength: 500, pattern: '^[^\\u0000]*$' });

/** What an author notes on an object for himself: pairs of texts. [API-REP-14] */
export const Metadata = Type.Record(Key, Value);
export type Metadata = Static<typeof Metadata>;

/** Laid over the present pairs; null takes one away. */
export const MetadataPatch = Type.Record(Key, Nullable(Value));
export type MetadataPatch = Static<typeof MetadataPatch>;

/** The pairs as a patch leaves them. */
export function patchMetadata(present: Metadata, patch: MetadataPatch): Metadata {
  const merged = Object.entries({ ...present, ...patch });
  return Object.fromEntries(merged.filter((pair): pair is [string, string] => pair[1] !== null));
}

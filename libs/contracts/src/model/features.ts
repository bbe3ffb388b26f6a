import Type, { type Static } from 'typebox';
import { Nullable, Text } from './scalars.ts';

/** Most names that an option may have. */
export const mostFeatures = 50;
const Name = Type.String({ pattern: '^[A-Za-z0-9_.-]{1,40}$' });

/** What licenses of an option may do: names with true, a number or a text. [API-OPT-13] */
export const Features = Type.Record(Name, Type.Union([Type.Literal(true), Type.Number(), Text(500)]));
export type Features = Static<typeof Features>;

/** What a license has otherwise than its option, name by name; false: it has not. [API-OPT-13] */
export const FeatureOverrides = Type.Record(Name, Type.Union([Type.Boolean(), Type.Number(), Text(500)]));
export type FeatureOverrides = Static<typeof FeatureOverrides>;

/** Laid over the present ones; null takes a name away, so that the option's holds again. */
export const FeatureOverridesPatch = Type.Record(
  Name,
  Nullable(Type.Union([Type.Boolean(), Type.Number(), Text(500)])),
);

/** What a license may do in the end. [API-OPT-13] */
export function effectiveFeatures(ofOption: Features, ofLicense: FeatureOverrides): Features {
  const all = Object.entries({ ...ofOption, ...ofLicense });
  return Object.fromEntries(all.filter((pair): pair is [string, Features[string]] => pair[1] !== false));
}

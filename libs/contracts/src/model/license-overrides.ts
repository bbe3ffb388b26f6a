import Type, { type Static } from 'typebox';
import { FeatureOverrides, FeatureOverridesPatch, effectiveFeatures } from './features.ts';
import { OptionSettings } from './option.ts';
import { Nullable } from './scalars.ts';
import type { SupportAmounts } from './support.ts';

const { edition, expiry, support, seats, activation, freeze, reactivation, validation, ip } = OptionSettings.properties;
const ofActivation = Type.Omit(activation, ['deactivationLimit']); // an amount: licenses have their own from the start [API-OPT-07]

/** Settings that a license says for itself, whatever its option says now; those not named are the option's. [API-OPT-07, API-LIC-13] */
export const LicenseOverrides = Type.Partial(
  Type.Object({
    edition: Type.Partial(edition),
    expiry: Type.Partial(expiry),
    support: Type.Partial(support),
    seats: Type.Partial(Type.Pick(seats, ['rotation'])),
    activation: Type.Partial(ofActivation),
    freeze: Type.Partial(freeze),
    reactivation: Type.Partial(reactivation),
    validation: Type.Partial(validation),
    ip: Type.Partial(ip),
    features: FeatureOverrides,
  }),
);
export type LicenseOverrides = Static<typeof LicenseOverrides>;
export type OverriddenPart = keyof LicenseOverrides;

/** Laid over the present ones; null takes one away, so that the option's holds again. */
export type LicenseOverridesPatch = {
  [P in OverriddenPart]?: {
    [M in keyof NonNullable<LicenseOverrides[P]>]?: NonNullable<LicenseOverrides[P]>[M] | null;
  };
};

const fixed = Type.Omit(Type.Object(LicenseOverrides.properties), ['features']);
const parts = Object.entries(fixed.properties) as [
  Exclude<OverriddenPart, 'features'>,
  { properties: Record<string, object> },
][];
const names: readonly OverriddenPart[] = [...parts.map(([part]) => part), 'features'];

const orNull = (members: Record<string, object>) =>
  Object.fromEntries(Object.entries(members).map(([name, member]) => [name, Nullable(member)]));

/** Of the members above, each also null. */
export const LicenseOverridesPatch = Type.Unsafe<LicenseOverridesPatch>(
  Type.Partial(
    Type.Object({
      ...Object.fromEntries(
        parts.map(([part, { properties }]) => [part, Type.Partial(Type.Object(orNull(properties)))] as const),
      ),
      features: FeatureOverridesPatch,
    }),
  ),
);

/** The overrides as a patch leaves them, without parts that say nothing. */
export function patchOverrides(present: LicenseOverrides, patch: LicenseOverridesPatch): LicenseOverrides {
  const merged = names.flatMap((part) => {
    const members = Object.entries({ ...present[part], ...patch[part] }).filter(([, value]) => value !== null);
    return members.length === 0 ? [] : [[part, Object.fromEntries(members.sort(byName))]];
  });
  return Object.fromEntries(merged) as LicenseOverrides;
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

/** What a license has of its own: amounts that it copied when it was issued, and what it says for itself. */
export interface OwnSettings {
  overrides?: LicenseOverrides;
  /** Absent in licenses of before it was copied: what the option says holds for them. */
  support?: SupportAmounts | null;
}

/** What holds for a license: the settings of its option as they are now, under what it copied, under its own. [API-OPT-07, API-OPT-08] */
export function effectiveSettings<O extends Partial<OptionSettings>>(
  option: O,
  { overrides = {}, support }: OwnSettings,
): O {
  const copied = support && option.support ? { ...option, support: { ...option.support, ...support } } : option;
  const { features, ...parts } = overrides;
  const own = Object.entries(parts).map(([part, members]) => [
    part,
    { ...(copied[part as OverriddenPart] as object), ...members },
  ]);
  if (own.length === 0 && !features) return copied;
  const offered = features && { features: effectiveFeatures(option.features ?? {}, features) };
  return { ...copied, ...(Object.fromEntries(own) as O), ...offered };
}

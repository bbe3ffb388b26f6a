import Type, { type Static } from 'typebox';
import type { LicenseFacts } from './facts.ts';
import { LicenseOverrides } from './license-overrides.ts';
import { OneOf } from './scalars.ts';

/**
 * Where a value of a license comes from. `copied`: its own since it was issued, whatever it became; `option`: what its option says now;
 * `overridden`: what it says for itself. [API-OPT-07]
 */
export const Origin = OneOf('copied', 'option', 'overridden');
export type Origin = Static<typeof Origin>;

const { edition, expiry, support, seats, activation, freeze, reactivation, validation, ip } =
  LicenseOverrides.properties;
const overridable = { edition, expiry, support, seats, activation, freeze, reactivation, validation, ip };
type Overridable = typeof overridable;
type Members<P extends keyof Overridable> = keyof Overridable[P]['properties'];

/** What a license has of its own from the start, beside the members of parts that it may override. */
const amounts = {
  seats: ['limit'],
  activation: ['activationsLeft', 'deactivationsLeft'],
  expiry: ['expiresAt'],
} as const;
type Amounts = typeof amounts;
type AmountsOf<P> = P extends keyof Amounts ? Amounts[P][number] : never;
const own: { readonly [P in keyof Overridable]?: readonly string[] } = amounts;

/** Settings that it shows and cannot override. */
const settled = ['floating'] as const;

/** For each value of a license where it comes from, in the places where the license shows it. [API-LIC-08] */
export type LicenseOrigins = {
  [P in keyof Overridable]: Record<Members<P> | AmountsOf<P>, Origin>;
} & {
  seats: Record<(typeof settled)[number], 'option'>;
  counter: 'copied';
  balances: 'copied';
  customData: 'copied';
  /** Name by name; one that the license takes away is `overridden`. */
  features: Record<string, Origin>;
};

const parts = Object.entries(overridable) as [keyof Overridable, { properties: object }][];
const each = (names: readonly string[]) => Type.Object(Object.fromEntries(names.map((name) => [name, Origin])));
const Copied = Type.Literal('copied');

export const LicenseOrigins = Type.Unsafe<LicenseOrigins>(
  Type.Object({
    ...Object.fromEntries(
      parts.map(
        ([part, { properties }]) =>
          [
            part,
            each([...Object.keys(properties), ...(own[part] ?? []), ...(part === 'seats' ? settled : [])]),
          ] as const,
      ),
    ),
    ...{ counter: Copied, balances: Copied, customData: Copied },
    features: Type.Record(Type.String(), Origin),
  }),
);

/** [API-LIC-08, API-OPT-07] */
export function licenseOrigins({
  option,
  overrides,
  expiryDays,
  support,
}: Pick<LicenseFacts, 'option' | 'overrides' | 'expiryDays' | 'support'>): LicenseOrigins {
  const ofParts = parts.map(([part, { properties }]) => {
    const said = overrides[part] ?? {};
    const members = Object.keys(properties).map((name) => [name, name in said ? 'overridden' : 'option']);
    const kept = (own[part] ?? []).map((name) => [name, 'copied']);
    const fixed = part === 'seats' ? settled.map((name) => [name, 'option']) : [];
    return [part, Object.fromEntries([...members, ...kept, ...fixed])] as const;
  });
  const origins = Object.fromEntries(ofParts) as LicenseOrigins;
  if (expiryDays !== null && origins.expiry.days === 'option') origins.expiry.days = 'copied';
  for (const name of ['days', 'date', 'maxVersion'] as const)
    if (support !== null && origins.support[name] === 'option') origins.support[name] = 'copied';
  return {
    ...origins,
    ...{ counter: 'copied', balances: 'copied', customData: 'copied' },
    features: originsOfFeatures(option.settings.features, overrides.features ?? {}),
  };
}

const originsOfFeatures = (ofOption: object, ofLicense: object): Record<string, Origin> => ({
  ...Object.fromEntries(Object.keys(ofOption).map((name) => [name, 'option' as const])),
  ...Object.fromEntries(Object.keys(ofLicense).map((name) => [name, 'overridden' as const])),
});

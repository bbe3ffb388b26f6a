/** A member that is not as the file wants it. */
export interface Difference {
  /** Dotted way to the member. */
  path: string;
  from: unknown;
  to: unknown;
}

type Mapping = Readonly<Record<string, unknown>>;

/**
 * What of `wanted` differs from `shown`. Mappings are compared member by member, for the file names only what it cares about; everything else
 * as a whole. A member that is absent counts as null. Members in `secret` are never printed and therefore never differ.
 */
export const differences = (wanted: Mapping, shown: Mapping, secret: readonly string[]): Difference[] =>
  between(wanted, shown, '').filter(({ path }) => !secret.includes(path));

function between(wanted: Mapping, shown: Mapping, above: string): Difference[] {
  return Object.entries(wanted).flatMap(([name, to]) => {
    const path = `${above}${name}`;
    const from = shown[name] ?? null;
    if (isMapping(to) && isMapping(from)) return between(to, from, `${path}.`);
    return sameValue(to ?? null, from) ? [] : [{ path, from, to }];
  });
}

/** What the file says of members that are never printed, as far as it is not in a difference already: it goes along with those. */
export const secretsWith = (found: readonly Difference[], wanted: Mapping, secret: readonly string[]): Difference[] =>
  secret.flatMap((path) => {
    const to = path.split('.').reduce<unknown>((part, name) => (isMapping(part) ? part[name] : undefined), wanted);
    const told = found.some((it) => path.startsWith(`${it.path}.`));
    return to === undefined || told ? [] : [{ path, from: null, to }];
  });

/** The smallest JSON Merge Patch that makes these differences go away. */
export function patchOf(found: readonly Difference[]): Mapping {
  const patch: Record<string, unknown> = {};
  for (const { path, to } of found) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let part = patch;
    for (const name of names) part = (part[name] ??= {}) as Record<string, unknown>;
    part[last] = to;
  }
  return patch;
}

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Equality of JSON values, whatever the order of members. */
function sameValue(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, i) => sameValue(each, other[i]));
  if (isMapping(one) && isMapping(other))
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) =>
      sameValue(one[name], other[name]),
    );
  return one === other;
}

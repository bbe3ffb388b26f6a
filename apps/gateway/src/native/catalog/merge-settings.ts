import { type BalanceTerms, type Labels, noLabels, patchLabels } from '@licet/contracts';

type Members = Readonly<Record<string, unknown>>;

/** Members that are pairs of the author's own choice: null takes one away. */
const maps: ReadonlySet<string> = new Set(['metadata', 'features']);

/** Settings with the members of a merge patch laid over them, each changed member whole. [API-VERB-01, API-REP-14, RFC 7396] */
export function mergeSettings<S extends object>(current: S, patch: object): Partial<S> {
  const changes = Object.entries(patch).map(([name, value]: [string, unknown]) => {
    const before = (current as Members)[name];
    if (name === 'balances') return [name, balancesOf(value as Partial<BalanceTerms>[])];
    if (!isPart(value)) return [name, value];
    if (maps.has(name)) return [name, withoutNulls(Object.assign({}, before, value))];
    if (name === 'labels') return [name, patchLabels((before ?? noLabels) as Labels, value)];
    return [name, merged(before, value)];
  });
  return Object.fromEntries(changes) as Partial<S>;
}

/** A list is replaced whole. */
const balancesOf = (asked: readonly Partial<BalanceTerms>[]) =>
  asked.map(({ name, initial, refillDays = null }) => ({ name, initial, refillDays }));

/** Part by part, and parts in them. */
function merged(before: unknown, patch: object): object {
  const present = isPart(before) ? (before as Members) : {};
  const members = Object.entries(patch).map(([name, value]: [string, unknown]) => [
    name,
    isPart(value) ? merged(present[name], value) : value,
  ]);
  return { ...present, ...(Object.fromEntries(members) as object) };
}

const withoutNulls = (pairs: object): object =>
  Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== null));

const isPart = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

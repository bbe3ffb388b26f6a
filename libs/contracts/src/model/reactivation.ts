import type { OptionSettings } from './option.ts';

/**
 * What the ledger has counted: one re-activation for each new machine that was bound after another was released, deactivated or rotated
 * out. [DNA-REACT-05]
 */
export interface Reactivations {
  /** When the latest ones were, oldest first; those of before the last lockout are not there any more. */
  at: readonly string[];
  /** The last lockout: when it began, and how many re-activations began it. Null before the first, and once staff have ended it. */
  lockout: { at: string; count: number } | null;
}

export const noReactivations: Reactivations = { at: [], lockout: null };

/** How a license stands with its re-activations. */
export interface ReactivationState {
  /** Those of the period that ends now; while a lockout runs, those that began it. */
  count: number;
  /** When the lockout ends that runs now; null where none runs. */
  until: string | null;
}

type Rules = OptionSettings['reactivation'];
const dayMs = 86_400_000;

/**
 * By the rules as they are now. A lockout that has cooled leaves nothing counted, without any write. Test licenses are never locked out,
 * and where the option does not switch it on nothing is. [DNA-REACT-01, DNA-REACT-03, DNA-REACT-06]
 */
export function reactivationState(
  { enabled, periodDays, coolingDays }: Rules,
  { isTest }: { isTest: boolean },
  { at, lockout }: Reactivations,
  now: Date,
): ReactivationState {
  if (!enabled || isTest) return { count: 0, until: null };
  const until = lockout && daysAfter(lockout.at, coolingDays);
  if (lockout && until && now.getTime() < Date.parse(until)) return { count: lockout.count, until };
  const from = now.getTime() - periodDays * dayMs;
  return { count: at.filter((instant) => Date.parse(instant) > from).length, until: null };
}

/** One more re-activation than there were, and whether that is above the limit and begins a lockout. [DNA-REACT-01] */
export function oneMoreReactivation(
  rules: Rules,
  license: { isTest: boolean },
  counted: Reactivations,
  now: Date,
): { count: number; locksOut: boolean } {
  const count = reactivationState(rules, license, counted, now).count + 1;
  return { count, locksOut: rules.enabled && !license.isTest && count > rules.limit };
}

const daysAfter = (instant: string, days: number): string => new Date(Date.parse(instant) + days * dayMs).toISOString();

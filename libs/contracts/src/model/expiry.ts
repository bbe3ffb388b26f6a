import Type, { type Static } from 'typebox';
import { Count, Instant, Nullable, OneOf } from './scalars.ts';

export const expiryRules = ['never', 'daysFromCreation', 'daysFromFirstActivation', 'onDate'] as const;

/** When licenses of an option end. `days` and `date` are copied when a license is issued, the rule is not. [API-OPT-04, API-OPT-07] */
export const Expiry = Type.Object({
  rule: OneOf(...expiryRules),
  /** Of both rules that count days. */
  days: Count,
  /** Of `onDate`; null for none. */
  date: Nullable(Instant),
});
export type Expiry = Static<typeof Expiry>;

/** Whether the rule lets a date end something. SOLO's Days To D/L above 0 is the rule that counts from creation. [UNI-75, PO-05] */
export const endsByDate = ({ expiry: { rule, days } }: { expiry: Expiry }): boolean =>
  rule === 'daysFromCreation' ? days > 0 : rule !== 'never';

/** What the rule needs and does not have, by its name. [API-OPT-09] */
export function missingOf({ rule, days, date }: Expiry): 'days' | 'date' | undefined {
  switch (rule) {
    case 'never':
      return undefined;
    case 'daysFromCreation':
    case 'daysFromFirstActivation':
      return days === 0 ? 'days' : undefined;
    case 'onDate':
      return date === null ? 'date' : undefined;
  }
}

/** What a license has of its own to end by: a date, or days that count from its first activation and then stand in place of one. */
export interface Term {
  expiresAt: string | null;
  expiryDays?: number | null;
}

const dayMs = 86_400_000;

/** When a license ends; null for never, and for days that have not begun. Nobody writes it down, so it is there with the activation. [API-OPT-04, UNI-68, IP-EXP-02] */
export function endOf({ expiresAt, expiryDays = null }: Term, firstActivatedAt: string | null): string | null {
  if (expiryDays === null) return expiresAt;
  return firstActivatedAt && new Date(Date.parse(firstActivatedAt) + expiryDays * dayMs).toISOString();
}

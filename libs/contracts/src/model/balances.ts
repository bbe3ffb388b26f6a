import Type, { type Static } from 'typebox';
import type { Actor } from '../base/envelope.ts';
import { Count, Instant, Nullable } from './scalars.ts';

/** Most balances that a license may have beside its counter. [API-BAL-01] */
export const mostBalances = 5;

/** The name by which balances know SOLO's license counter. [API-BAL-03] */
export const counterName = 'counter';

/** Any balance of a license. */
export const BalanceName = Type.String({ pattern: '^[A-Za-z0-9_.-]{1,40}$' });

/** Whose balances an entry moves: those of the license, of its customer, or first the one's and then the other's. [API-BAL-02] */
export const entryTargets = ['license', 'customer', 'all'] as const;
export type EntryTarget = (typeof entryTargets)[number];

/** A balance of a customer: more than fits into one entry where customers were merged. */
export const CreditAmount = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** A balance as an option gives it to its licenses. [API-OPT-14] */
export const BalanceTerms = Type.Object({
  /** Never that of the counter. */
  name: BalanceName,
  initial: Count,
  /** After so many days it is set back to `initial`; null: never. */
  refillDays: Nullable(Type.Integer({ minimum: 1, maximum: 3650 })),
});
export type BalanceTerms = Static<typeof BalanceTerms>;

/** Balances as a license got them when it was issued, which is when the days to the first refill begin. */
export const IssuedBalances = Type.Object({
  terms: Type.Array(BalanceTerms, { maxItems: mostBalances }),
  since: Instant,
});
export type IssuedBalances = Static<typeof IssuedBalances>;

/** A balance as it stands now. */
export interface BalanceFacts extends BalanceTerms {
  amount: number;
  /** Null where it is never set back. */
  nextRefillAt: string | null;
}

/**
 * What moved a balance. `initial`: the license was issued with it; `refill`: it was set back; `change`: staff changed the counter; `merge`: the
 * customer was merged into another, or another into him, or that was taken back.
 */
export const entryKinds = ['initial', 'refill', 'entry', 'change', 'merge'] as const;

/** One movement of a balance. [API-BAL-01] */
export interface BalanceEntry {
  kind: (typeof entryKinds)[number];
  name: string;
  amount: number;
  /** What was left after it. */
  balance: number;
  reason: string;
  at: string;
  actor: Actor;
}

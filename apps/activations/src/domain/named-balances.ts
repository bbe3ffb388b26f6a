import {
  type BalanceFacts,
  type BalanceTerms,
  counterName,
  type IssuedBalances,
  type LedgerEvent,
} from '@licet/contracts';

/** A balance beside the three that SOLO knows. */
export interface NamedBalance extends BalanceTerms {
  amount: number;
  /** When it was last set back, or issued. */
  refilledAt: string;
}

/** A consumption of license and customer that is not finished yet. [API-BAL-02] */
export interface BalanceUse {
  useId: string;
  name: string;
  /** Of the license. */
  taken: number;
  /** When the balance of the license was last set back before it; null where it has none of the name. */
  refilledAt: string | null;
  customerId: number;
  /** What the customer is to pay. */
  rest: number;
}

const dayMs = 86_400_000;

export const issuedBalances = (issued: IssuedBalances | undefined): readonly NamedBalance[] =>
  issued?.terms.map((terms) => ({ ...terms, amount: terms.initial, refilledAt: issued.since })) ?? [];

/** Set back where its days have passed since it last was: as often as they have passed, so that the days of refills stay. [API-OPT-14] */
export function refilled(balance: NamedBalance, now: string): NamedBalance {
  const { refillDays, initial, refilledAt } = balance;
  if (refillDays === null) return balance;
  const period = refillDays * dayMs;
  const passed = Math.floor((Date.parse(now) - Date.parse(refilledAt)) / period);
  if (passed < 1) return balance;
  return { ...balance, amount: initial, refilledAt: new Date(Date.parse(refilledAt) + passed * period).toISOString() };
}

export function balanceFacts(balance: NamedBalance, now: string): BalanceFacts {
  const { name, initial, refillDays, amount, refilledAt } = refilled(balance, now);
  const next = refillDays === null ? null : new Date(Date.parse(refilledAt) + refillDays * dayMs).toISOString();
  return { name, initial, refillDays, amount, nextRefillAt: next };
}

interface Moved {
  balances: readonly NamedBalance[];
  counter: number | null;
  uses: readonly BalanceUse[];
  lastAt: string;
}

type Changed = Extract<LedgerEvent, { type: 'BalanceChanged' }>['data'];

/** What an entry leaves of the balances of a ledger. */
export function balanceChanged<L extends Moved>(ledger: L, changed: Changed): L {
  const { name, balance, refilled: back, at } = changed;
  const times = { lastAt: at > ledger.lastAt ? at : ledger.lastAt };
  if (name === counterName) return { ...ledger, ...times, counter: balance };
  const balances = ledger.balances.map((it) =>
    it.name === name ? { ...it, amount: balance, refilledAt: back?.at ?? it.refilledAt } : it,
  );
  return { ...ledger, ...times, balances, uses: usesAfter(ledger.uses, balances, changed) };
}

function usesAfter(
  uses: readonly BalanceUse[],
  balances: readonly NamedBalance[],
  { name, amount, rest, undoes }: Changed,
): readonly BalanceUse[] {
  if (undoes) return uses.filter(({ useId }) => useId !== undoes.useId);
  if (!rest) return uses;
  const { useId, customerId, amount: toPay } = rest;
  const refilledAt = balances.find((it) => it.name === name)?.refilledAt ?? null;
  return [...uses, { useId, name, taken: 0 - amount, refilledAt, customerId, rest: toPay }];
}

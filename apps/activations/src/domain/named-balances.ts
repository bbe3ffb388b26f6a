import {
  accept,
  type BalanceFacts,
  type BalanceTerms,
  counterName,
  type Decision,
  type IssuedBalances,
  type LedgerEvent,
  type OptionSettings,
  refuse,
} from '@licet/contracts';
import type { Enter, LedgerContext } from './commands.ts';
import { notKnown } from './ladder.ts';
import { type Ledger, type OpenLedger, timeOf } from './ledger.ts';

/** A balance beside the three that SOLO knows. */
export interface NamedBalance extends BalanceTerms {
  amount: number;
  /** When it was last set back, or issued. */
  refilledAt: string;
}

const highest = 2147483647;
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

type Changed = Extract<LedgerEvent, { type: 'BalanceChanged' }>['data'];

export function balanceChanged(ledger: OpenLedger, { name, balance, refilled: back, at }: Changed): OpenLedger {
  const times = { lastAt: at > ledger.lastAt ? at : ledger.lastAt };
  if (name === counterName) return { ...ledger, ...times, counter: balance };
  const balances = ledger.balances.map((it) =>
    it.name === name ? { ...it, amount: balance, refilledAt: back?.at ?? it.refilledAt } : it,
  );
  return { ...ledger, ...times, balances };
}

/** One movement, whole or not at all; what is due is set back first. [API-BAL-01, API-BAL-03, API-BAL-04] */
export function decideEntry(command: Enter, ledger: Ledger, context: LedgerContext): Decision<LedgerEvent> {
  const { authorId, licenseId, name, amount } = command.request;
  if (ledger.kind === 'unknown' || ledger.terms.authorId !== authorId) return refuse('not_found', { what: 'license' });
  const option = context.facts.option(ledger.terms.optionId);
  if (!option) {
    const { code, facts } = notKnown(`option ${ledger.terms.optionId}`);
    return refuse(code, facts);
  }
  const at = timeOf(ledger, context.now);
  const present = presentOf(ledger, name, at, option);
  if ('kind' in present) return present;
  const balance = present.amount + amount;
  if (balance < 0) return refuse('balance_insufficient', { balance: present.amount });
  if (balance > highest) return refuse('parameter_invalid', { pointers: ['/amount'] });
  const ids = { licenseId, licenseUuid: ledger.terms.uuid };
  const { refilled: back } = present;
  return accept({
    type: 'BalanceChanged',
    data: { ...ids, name, amount, refilled: back, balance, reason: command.reason, at },
  });
}

/** What is there to be moved, or the refusal. */
function presentOf(ledger: OpenLedger, name: string, now: string, { counter }: OptionSettings) {
  if (name === counterName) {
    if (counter.type !== 'decrementing') return refuse('counter_type_invalid');
    return ledger.counter === null ? refuse('counter_unset') : { amount: ledger.counter, refilled: null };
  }
  const stored = ledger.balances.find((it) => it.name === name);
  if (!stored) return refuse('not_found', { what: 'balance' });
  const balance = refilled(stored, now);
  const isBack = balance.refilledAt !== stored.refilledAt;
  return { amount: balance.amount, refilled: isBack ? { to: balance.amount, at: balance.refilledAt } : null };
}

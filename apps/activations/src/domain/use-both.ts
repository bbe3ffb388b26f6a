import { type Claim, type Decision, type LedgerEvent, accept, counterName, refuse } from '@licet/contracts';
import type { EndUse, Enter, UndoUse } from './commands.ts';
import { type Ledger, type OpenLedger, timeOf } from './ledger.ts';
import { type BalanceUse, refilled } from './named-balances.ts';

const highest = 2147483647;

export const openUses = 'openBalanceUse';
/** Held from the beginning of a consumption of both to its end: what is not finished yet is found by it, also after a crash. */
export const openUse = (useId: string): Claim => ({ scope: openUses, key: useId });
/** Taken by whoever lets the customer pay, or gives that up: one of the two, for ever. */
export const settledUse = (useId: string): Claim => ({ scope: 'balanceUse', key: useId });

/** What the license has of a name; a refusal where it has none. */
export interface Present {
  amount: number;
  refilled: { to: number; at: string } | null;
}

/**
 * Takes what the license has, and says what its customer is to pay: the event of intent where that is anything. `found`: what the license has, or
 * undefined where it knows no such balance. [API-BAL-02, DNA-CREDIT-12]
 */
export function decideUseOfBoth(
  { request, reason, useId }: Enter,
  ledger: OpenLedger,
  found: Present | undefined,
  at: string,
): Decision<LedgerEvent> {
  const { licenseId, name, amount } = request;
  const { customerId, uuid: licenseUuid } = ledger.terms;
  if (amount >= 0) return refuse('parameter_invalid', { pointers: ['/amount'] });
  const { amount: present, refilled: back } = found ?? { amount: 0, refilled: null };
  const own = Math.min(-amount, present);
  const rest = -amount - own;
  if (rest > 0 && (customerId === null || name === counterName))
    return found ? refuse('balance_insufficient', { balance: present }) : refuse('not_found', { what: 'balance' });
  const movement = { name, amount: 0 - own, refilled: back, balance: present - own, reason, at };
  const data = { licenseId, licenseUuid, ...movement };
  if (rest === 0 || customerId === null) return accept({ type: 'BalanceChanged', data });
  const asking = { ...data, rest: { useId, customerId, amount: rest } };
  return { ...accept({ type: 'BalanceChanged', data: asking }), claims: [openUse(useId)] };
}

/** The customer has paid the rest: the consumption is whole. Nothing where that is known, or the license is gone. */
export function decideEndOfUse({ useId, left }: EndUse, ledger: Ledger, now: string): Decision<LedgerEvent> {
  const use = useIn(ledger, useId);
  if (!use || ledger.kind === 'unknown') return accept();
  const ids = { licenseId: ledger.licenseId, licenseUuid: ledger.terms.uuid };
  const data = { ...ids, useId, left, at: timeOf(ledger, now) };
  return { ...accept({ type: 'BalanceUseEnded', data }), releases: [openUse(useId)] };
}

/** The customer could not pay, and never will for this: the license gets back what was taken, unless it was set back meanwhile. */
export function decideUndoingOfUse({ useId, code, left }: UndoUse, ledger: Ledger, now: string): Decision<LedgerEvent> {
  const use = useIn(ledger, useId);
  if (!use || ledger.kind === 'unknown') return accept();
  const at = timeOf(ledger, now);
  const movement = givenBack(use, ledger, at);
  const ids = { licenseId: ledger.licenseId, licenseUuid: ledger.terms.uuid };
  const data = { ...ids, ...movement, name: use.name, reason: null, at, undoes: { useId, code, left } };
  const accepted = accept<LedgerEvent>({ type: 'BalanceChanged', data });
  return { ...accepted, claims: [settledUse(useId)], releases: [openUse(useId)] };
}

function givenBack({ name, taken, refilledAt }: BalanceUse, { balances }: OpenLedger, at: string) {
  const stored = balances.find((it) => it.name === name);
  if (!stored) return { amount: 0, balance: 0, refilled: null };
  const present = refilled(stored, at);
  const balance = Math.min(highest, present.amount + (present.refilledAt === refilledAt ? taken : 0));
  const isBack = present.refilledAt !== stored.refilledAt;
  return {
    amount: balance - present.amount,
    balance,
    refilled: isBack ? { to: present.amount, at: present.refilledAt } : null,
  };
}

const useIn = (ledger: Ledger, useId: string): BalanceUse | undefined =>
  ledger.kind === 'open' ? ledger.uses.find((it) => it.useId === useId) : undefined;

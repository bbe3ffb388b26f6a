import { accept, counterName, type Decision, type LedgerEvent, type OptionSettings, refuse } from '@licet/contracts';
import type { Enter, LedgerContext } from './commands.ts';
import { notKnown } from './ladder.ts';
import { type Ledger, type OpenLedger, timeOf } from './ledger.ts';
import { refilled } from './named-balances.ts';
import { decideUseOfBoth } from './use-both.ts';

const highest = 2147483647;

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
  const { target, expectedUsage } = command.request;
  if (expectedUsage !== undefined && expectedUsage !== ledger.version)
    return refuse('version_conflict', { usage: ledger.version });
  const present = presentOf(ledger, name, at, option);
  const unknown = 'kind' in present && present.refusal.code === 'not_found';
  if (target === 'all' && (unknown || !('kind' in present)))
    return decideUseOfBoth(command, ledger, 'kind' in present ? undefined : present, at);
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

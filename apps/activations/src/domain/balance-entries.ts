import { type BalanceEntry, counterName, type LedgerEvent, type RecordedEvent, type Sealed } from '@licet/contracts';
import { issuedBalances, type NamedBalance, refilled } from './named-balances.ts';

/** A movement as the record has it; `id` rises with time. */
export interface RecordedEntry extends Omit<BalanceEntry, 'reason'> {
  id: number;
  reason: Sealed | null;
}

type Recorded = LedgerEvent & Pick<RecordedEvent, 'version' | 'metadata'>;
const system: BalanceEntry['actor'] = { kind: 'system', id: 'activations' };

/** All movements of a balance out of the events of its ledger, refills included, also one that is due by now: they add up to it. [API-BAL-04] */
export function balanceEntries(name: string, events: readonly Recorded[], now: string): RecordedEntry[] {
  return name === counterName ? counterEntries(events) : namedEntries(name, events, now);
}

function namedEntries(name: string, events: readonly Recorded[], now: string): RecordedEntry[] {
  const entries: RecordedEntry[] = [];
  const add = (entry: Omit<RecordedEntry, 'name'>) => {
    if (entry.amount !== 0) entries.push({ name, ...entry });
  };
  let present: NamedBalance | undefined;
  for (const { type, data, version, metadata } of events) {
    const id = 2 * version + 1;
    if (type === 'LedgerOpened') {
      present = issuedBalances(data.issued).find((it) => it.name === name);
      if (!present) return [];
      const { initial, refilledAt } = present;
      add({ id, kind: 'initial', amount: initial, balance: initial, reason: null, at: refilledAt, actor: system });
    }
    if (type !== 'BalanceChanged' || data.name !== name || !present) continue;
    const { refilled: back, amount, balance, reason, at } = data;
    if (back) add(refillOf(present, back, id - 1));
    add({ id, kind: 'entry', amount, balance, reason, at, actor: metadata.actor });
    present = { ...present, amount: balance, refilledAt: back?.at ?? present.refilledAt };
  }
  const last = events.at(-1);
  if (!present || !last) return entries;
  const due = refilled(present, now);
  if (due.refilledAt !== present.refilledAt)
    add(refillOf(present, { to: due.amount, at: due.refilledAt }, 2 * last.version + 2));
  return entries;
}

const refillOf = (before: NamedBalance, { to, at }: { to: number; at: string }, id: number) => ({
  ...{ id, kind: 'refill' as const, amount: to - before.amount, balance: to, reason: null, at, actor: system },
});

/** The counter is moved by entries, and by whoever changes the license. [SL-UAF-17, API-BAL-03] */
function counterEntries(events: readonly Recorded[]): RecordedEntry[] {
  let present = 0;
  return events.flatMap((event): RecordedEntry[] => {
    const { version, metadata } = event;
    const told = counterIn(event);
    if (told === undefined || told === null || told === present) return [];
    const amount = told - present;
    present = told;
    const { actor, time } = metadata;
    const kind = event.type === 'BalanceChanged' ? 'entry' : event.type === 'LedgerOpened' ? 'initial' : 'change';
    const reason = event.type === 'BalanceChanged' ? event.data.reason : null;
    return [{ name: counterName, id: 2 * version + 1, kind, amount, balance: told, reason, at: time, actor }];
  });
}

function counterIn({ type, data }: LedgerEvent): number | null | undefined {
  if (type === 'LedgerOpened' || type === 'TermsChanged') return data.counter;
  return type === 'BalanceChanged' && data.name === counterName ? data.balance : undefined;
}

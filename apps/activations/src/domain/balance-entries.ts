import {
  type BalanceEntry,
  type CreditShare,
  type CreditsEvent,
  counterName,
  type LedgerEvent,
  type RecordedEvent,
  type Sealed,
} from '@licet/contracts';
import { totals } from './credits.ts';
import { issuedBalances, type NamedBalance, refilled } from './named-balances.ts';

/** A movement as the record has it. */
export interface RecordedEntry extends Omit<BalanceEntry, 'reason'> {
  reason: Sealed | null;
}

/** What the balances of a stream were after the events taken so far. */
export interface EntryState {
  named: readonly NamedBalance[];
  counter: number;
  /** Of credits. */
  totals: Readonly<Record<string, number>>;
}
export const noEntries: EntryState = { named: [], counter: 0, totals: {} };

type Recorded = (LedgerEvent | CreditsEvent) & Pick<RecordedEvent, 'metadata'>;
interface Taken {
  state: EntryState;
  entries: readonly RecordedEntry[];
}
const system: BalanceEntry['actor'] = { kind: 'system', id: 'activations' };

/** The events that move balances. Programs check their installations far more often: those stay in the record. */
export const moving: readonly Recorded['type'][] = [
  ...(['LedgerOpened', 'TermsChanged', 'BalanceChanged'] as const),
  ...(['CreditsChanged', 'CreditsMoved', 'CreditsReceived', 'CreditsGivenBack'] as const),
];

/** The movements that an event tells of, refills before it included: all of a balance add up to it. [API-BAL-04] */
export function takeEntries(state: EntryState, event: Recorded): Taken {
  const { entries, ...taken } = movements(state, event);
  return { ...taken, entries: entries.filter(({ amount }) => amount !== 0) };
}

function movements(state: EntryState, event: Recorded): Taken {
  switch (event.type) {
    case 'LedgerOpened': {
      const named = issuedBalances(event.data.issued);
      const initial = named.map(({ name, initial: amount, refilledAt: at }) => ({
        ...{ kind: 'initial' as const, name, amount, balance: amount, reason: null, at, actor: system },
      }));
      const counted = counterTold(state, event, event.data.counter, 'initial');
      return { state: { ...state, named, counter: counted.counter }, entries: [...initial, ...counted.entries] };
    }
    case 'TermsChanged': {
      const { counter, entries } = counterTold(state, event, event.data.counter, 'change');
      return { state: { ...state, counter }, entries };
    }
    case 'BalanceChanged':
      return event.data.name === counterName ? counterEntered(state, event) : namedEntered(state, event);
    case 'CreditsChanged':
      return creditsEntered(state, event);
    case 'CreditsMoved':
    case 'CreditsGivenBack':
      return sharesMoved(state, event, event.data.shares, -1);
    case 'CreditsReceived':
      return sharesMoved(state, event, event.data.shares, 1);
    default:
      return { state, entries: [] };
  }
}

type Of<T extends Recorded['type']> = Extract<Recorded, { type: T }>;

/** The counter is moved by entries, and by whoever changes the license. [SL-UAF-17, API-BAL-03] */
function counterTold(
  { counter }: EntryState,
  { metadata: { actor, time } }: Recorded,
  told: number | null,
  kind: 'initial' | 'change' | 'entry',
  reason: Sealed | null = null,
): { counter: number; entries: RecordedEntry[] } {
  if (told === null) return { counter, entries: [] };
  const entry = { kind, name: counterName, amount: told - counter, balance: told, reason, at: time, actor };
  return { counter: told, entries: [entry] };
}

function counterEntered(state: EntryState, event: Of<'BalanceChanged'>): Taken {
  const { counter, entries } = counterTold(state, event, event.data.balance, 'entry', event.data.reason);
  return { state: { ...state, counter }, entries };
}

function namedEntered(state: EntryState, { data, metadata }: Of<'BalanceChanged'>): Taken {
  const { name, amount, balance, refilled: back, reason, at } = data;
  const present = state.named.find((it) => it.name === name);
  if (!present) return { state, entries: [] };
  const refill = back ? [refillOf(present, back)] : [];
  const after = { ...present, amount: balance, refilledAt: back?.at ?? present.refilledAt };
  const named = state.named.map((it) => (it.name === name ? after : it));
  const entry = { kind: 'entry' as const, name, amount, balance, reason, at, actor: metadata.actor };
  return { state: { ...state, named }, entries: [...refill, entry] };
}

const refillOf = ({ name, amount }: NamedBalance, { to, at }: { to: number; at: string }): RecordedEntry => ({
  ...{ kind: 'refill', name, amount: to - amount, balance: to, reason: null, at, actor: system },
});

/** The refill that is due by now, which is listed before anybody has used the balance again. [API-OPT-14] */
export function refillDue(balance: NamedBalance | undefined, now: string): RecordedEntry | undefined {
  if (!balance) return undefined;
  const { amount, refilledAt } = refilled(balance, now);
  if (refilledAt === balance.refilledAt || amount === balance.amount) return undefined;
  return refillOf(balance, { to: amount, at: refilledAt });
}

function creditsEntered(state: EntryState, { data, metadata }: Of<'CreditsChanged'>): Taken {
  const { name, amount, balance, reason, at } = data;
  const entry = { kind: 'entry' as const, name, amount, balance, reason, at, actor: metadata.actor };
  return { state: { ...state, totals: { ...state.totals, [name]: balance } }, entries: [entry] };
}

/** A merge, or its end, takes them away or brings them. [API-CUS-04] */
function sharesMoved(
  state: EntryState,
  { data: { at }, metadata: { actor } }: Recorded & { data: { at: string } },
  shares: readonly CreditShare[],
  sign: 1 | -1,
): Taken {
  const entries = totals(shares).map(({ name, amount }): RecordedEntry => {
    const balance = (Object.hasOwn(state.totals, name) ? (state.totals[name] ?? 0) : 0) + sign * amount;
    return { kind: 'merge', name, amount: sign * amount, balance, reason: null, at, actor };
  });
  const after = Object.fromEntries(entries.map(({ name, balance }) => [name, balance]));
  return { state: { ...state, totals: { ...state.totals, ...after } }, entries };
}

import { type EventMetadata, type LedgerEvent, LedgerOpened, type OptionSettings } from '@licet/contracts';
import { given } from '@licet/testing';
import fc from 'fast-check';
import { context, now } from '../testing/examples.ts';
import { noEntries, type RecordedEntry, refillDue, takeEntries } from './balance-entries.ts';
import { ledgerDecider } from './ledger.decide.ts';
import { evolve, factsOf, type Ledger, type OpenLedger, unknownLedger } from './ledger.ts';

const day = 86_400_000;
const since = '2026-03-01T12:00:00.000Z';
const after = (days: number) => new Date(Date.parse(since) + days * day).toISOString();

const opened = (refillDays: number | null, counter: number | null = null): LedgerEvent => ({
  type: 'LedgerOpened',
  data: {
    ...LedgerOpened.sample,
    counter,
    issued: { terms: [{ name: 'Exports', initial: 100, refillDays }], since },
  },
});
const enter = (amount: number, name = 'Exports', authorId = 1) => ({
  type: 'enter' as const,
  request: { authorId, licenseId: 4001, name, amount, reason: '' },
  reason: null,
  useId: '019a6f70-0000-7000-8000-0000000005e1',
});
const decrementing: { option: { counter: OptionSettings['counter'] } } = {
  option: { counter: { type: 'decrementing', source: 'given', initial: null } },
};
const known = given(ledgerDecider, opened(null));
const refilling = given(ledgerDecider, opened(30));

describe('a balance of a license', () => {
  it('begins with what the option gave, and is consumed and added to [API-OPT-14, API-BAL-01]', () => {
    known.when(enter(-30), context()).thenEvents({ type: 'BalanceChanged', data: { amount: -30, balance: 70 } });
    known.when(enter(5), context()).thenEvents({ type: 'BalanceChanged', data: { amount: 5, balance: 105 } });
    known.when(enter(-100), context()).thenEvents({ type: 'BalanceChanged', data: { balance: 0 } });
  });

  it('never goes below zero, and nothing of what is too much is taken [API-BAL-01]', () => {
    known.when(enter(-101), context()).thenRefused({ code: 'balance_insufficient', facts: { balance: 100 } });
  });

  it('does not outgrow the largest count', () => {
    known
      .when(enter(2147483647), context())
      .thenRefused({ code: 'parameter_invalid', facts: { pointers: ['/amount'] } });
  });

  it('is one of the license, and the license one of the account', () => {
    known.when(enter(-1, 'Imports'), context()).thenRefused({ code: 'not_found', facts: { what: 'balance' } });
    known.when(enter(-1, 'Exports', 2), context()).thenRefused({ code: 'not_found', facts: { what: 'license' } });
    given(ledgerDecider).when(enter(-1), context()).thenRefused({ code: 'not_found' });
  });

  it('is set back once its days have passed since it last was, when it is next used [API-OPT-14]', () => {
    const used = (days: number, amount: number) => refilling.when(enter(amount), context({ now: after(days) }));
    used(29.9, -60).thenEvents({ type: 'BalanceChanged', data: { balance: 40, refilled: null } });
    const consumed: LedgerEvent = {
      type: 'BalanceChanged',
      data: {
        ...{ licenseId: 4001, licenseUuid: LedgerOpened.sample.terms.uuid, name: 'Exports', amount: -60 },
        ...{ refilled: null, balance: 40, reason: null, at: after(1) },
      },
    };
    const later = given(ledgerDecider, opened(30), consumed);
    later.when(enter(-41), context({ now: after(29) })).thenRefused({ code: 'balance_insufficient' });
    later
      .when(enter(-41), context({ now: after(30) }))
      .thenEvents({ type: 'BalanceChanged', data: { balance: 59, refilled: { to: 100, at: after(30) } } });
    later
      .when(enter(-41), context({ now: after(95) }))
      .thenEvents({ type: 'BalanceChanged', data: { balance: 59, refilled: { to: 100, at: after(90) } } });
  });

  it('is shown as set back as soon as its days have passed, without an event [API-OPT-14]', () => {
    const ledger = [opened(30), spent(-60, 40, 1)].reduce(evolve, unknownLedger) as OpenLedger;
    const shown = (days: number) => factsOf(ledger, 2, after(days)).balances;
    expect(shown(29)).toEqual([{ name: 'Exports', initial: 100, refillDays: 30, amount: 40, nextRefillAt: after(30) }]);
    expect(shown(30)).toMatchObject([{ amount: 100, nextRefillAt: after(60) }]);
    expect(shown(61)).toMatchObject([{ amount: 100, nextRefillAt: after(90) }]);
  });

  it('of the name counter is the counter that SOLO knows, where the option decrements one and it has a value [API-BAL-03]', () => {
    const counted = given(ledgerDecider, opened(null, 10));
    counted
      .when(enter(-3, 'counter'), context(decrementing))
      .thenEvents({ type: 'BalanceChanged', data: { name: 'counter', balance: 7 } })
      .thenState((state: Ledger) => {
        expect(state).toMatchObject({ counter: 7 });
      });
    counted.when(enter(-11, 'counter'), context(decrementing)).thenRefused({ code: 'balance_insufficient' });
    counted.when(enter(-3, 'counter'), context()).thenRefused({ code: 'counter_type_invalid' });
    known.when(enter(-3, 'counter'), context(decrementing)).thenRefused({ code: 'counter_unset' });
  });
});

const spent = (amount: number, balance: number, days: number): LedgerEvent => ({
  type: 'BalanceChanged',
  data: {
    ...{ licenseId: 4001, licenseUuid: LedgerOpened.sample.terms.uuid, name: 'Exports', amount },
    ...{ refilled: null, balance, reason: null, at: after(days) },
  },
});

describe('entries of a balance', () => {
  const metadata = { actor: { kind: 'key', id: 'k' }, time: now } as EventMetadata;
  /** Also a refill that is due. */
  function balanceEntries(name: string, events: readonly LedgerEvent[], at: string): RecordedEntry[] {
    let state = noEntries;
    const entries = events.flatMap((event) => {
      const taken = takeEntries(state, { ...event, metadata });
      state = taken.state;
      return taken.entries.filter((entry) => entry.name === name);
    });
    const due = refillDue(
      state.named.find((it) => it.name === name),
      at,
    );
    return due ? [...entries, due] : entries;
  }

  it('add up to it at any time, whatever was used and when, refills included [API-BAL-04]', () => {
    const steps = fc.array(
      fc.record({ hours: fc.integer({ min: 0, max: 1500 }), amount: fc.integer({ min: -80, max: 80 }) }),
    );
    fc.assert(
      fc.property(steps, fc.constantFrom(null, 1, 30), fc.integer({ min: 0, max: 2000 }), (used, refillDays, rest) => {
        const events = [opened(refillDays)];
        let ledger = events.reduce(evolve, unknownLedger);
        let at = Date.parse(since);
        for (const { hours, amount } of used) {
          at += hours * 3_600_000;
          const decision = ledgerDecider.decide(enter(amount), ledger, context({ now: new Date(at).toISOString() }));
          if (decision.kind === 'refused') continue;
          events.push(...decision.events);
          ledger = decision.events.reduce(evolve, ledger);
        }
        const end = new Date(at + rest * 3_600_000).toISOString();
        const entries = balanceEntries('Exports', events, end);
        const [shown] = factsOf(ledger as OpenLedger, 1, end).balances;
        expect(entries.reduce((sum, { amount }) => sum + amount, 0)).toBe(shown?.amount);
        expect(entries.every(({ balance }) => balance >= 0)).toBe(true);
        expect(entries.map((it) => it.at)).toEqual(entries.map((it) => it.at).toSorted());
      }),
    );
  });

  it('of credits add up also where a name is one that every object knows [API-BAL-04, API-CUS-04]', () => {
    const names = ['constructor', '__proto__', 'toString', 'Exports'];
    const shares = [{ id: '3001.0', amounts: names.map((name) => ({ name, amount: 5 })) }];
    const of = { customerId: 3001, authorId: 1, at: now, fromId: 3002, toId: 3002, moveId: 'm', shares };
    const taken = (state: typeof noEntries, type: 'CreditsReceived' | 'CreditsGivenBack') => {
      const { state: after, entries } = takeEntries(state, { type, data: of, metadata });
      // As it is kept between two looks.
      return { state: JSON.parse(JSON.stringify(after)) as typeof noEntries, of: entries.map((it) => it.balance) };
    };
    const come = taken(noEntries, 'CreditsReceived');
    const more = taken(come.state, 'CreditsReceived');
    const gone = taken(more.state, 'CreditsGivenBack');
    expect([come.of, more.of, gone.of]).toEqual([
      [5, 5, 5, 5],
      [10, 10, 10, 10],
      [5, 5, 5, 5],
    ]);
  });

  it('tell of the counter what programs and staff did to it [API-BAL-03]', () => {
    const used: LedgerEvent = {
      type: 'BalanceChanged',
      data: {
        ...{ licenseId: 4001, licenseUuid: LedgerOpened.sample.terms.uuid, name: 'counter', amount: -3 },
        ...{ refilled: null, balance: 7, reason: null, at: after(1) },
      },
    };
    const changed: LedgerEvent = {
      type: 'TermsChanged',
      data: {
        ...{ licenseId: 4001, changes: {}, activationsLeft: 5, deactivationsLeft: 3, counter: 20 },
        source: { lane: 1, epoch: 1, position: 1 },
      },
    };
    const entries = balanceEntries('counter', [opened(null, 10), used, changed], now);
    expect(entries.map(({ kind, amount, balance }) => [kind, amount, balance])).toEqual([
      ['initial', 10, 10],
      ['entry', -3, 7],
      ['change', 13, 20],
    ]);
  });
});

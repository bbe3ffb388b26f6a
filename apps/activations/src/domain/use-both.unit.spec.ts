import { type LedgerEvent, LedgerOpened } from '@licet/contracts';
import { given } from '@licet/testing';
import { context } from '../testing/examples.ts';
import { ledgerDecider } from './ledger.decide.ts';

const useId = '019a6f70-0000-7000-8000-0000000005e1';
const since = '2026-03-01T12:00:00.000Z';
const [licenseId, licenseUuid] = [4001, LedgerOpened.sample.terms.uuid];

const opened = (more: object = {}, refillDays: number | null = null): LedgerEvent => ({
  type: 'LedgerOpened',
  data: {
    ...LedgerOpened.sample,
    issued: { terms: [{ name: 'Exports', initial: 10, refillDays }], since },
    ...more,
  },
});
const ofNobody = { terms: { ...LedgerOpened.sample.terms, customerId: null } };
const consume = (amount: number, name = 'Exports', request: object = {}) => ({
  type: 'enter' as const,
  request: { authorId: 1, licenseId, name, amount: -amount, reason: '', target: 'all' as const, ...request },
  ...{ reason: null, useId },
});
const begun: LedgerEvent = {
  type: 'BalanceChanged',
  data: {
    ...{ licenseId, licenseUuid, name: 'Exports', amount: -10, refilled: null, balance: 0, reason: null },
    ...{ rest: { useId, customerId: 3001, amount: 5 }, at: since },
  },
};
const known = given(ledgerDecider, opened());
const asking = given(ledgerDecider, opened(), begun);
const end = { type: 'endUse' as const, useId, left: 7 };
const undo = { type: 'undoUse' as const, useId, code: 'balance_insufficient', left: 4 };
const claims = ({ decision }: { decision: object }) => decision as { claims?: object[]; releases?: object[] };
const openClaim = { scope: 'openBalanceUse', key: useId };

describe('a consumption of license and customer', () => {
  it('takes of the license first, and asks the customer for the rest [API-BAL-02, DNA-CREDIT-12]', () => {
    known.when(consume(10), context()).thenEvents({ type: 'BalanceChanged', data: { amount: -10, balance: 0 } });
    const both = known.when(consume(15), context());
    both.thenEvents({
      type: 'BalanceChanged',
      data: { amount: -10, balance: 0, rest: { useId, customerId: 3001, amount: 5 } },
    });
    expect(claims(both).claims).toEqual([openClaim]);
    const his = known.when(consume(5, 'Imports'), context());
    his.thenEvents({ type: 'BalanceChanged', data: { amount: 0, balance: 0, rest: { amount: 5 } } });
  });

  it('is of the license alone where that has no customer, and of the counter always [API-BAL-02, API-BAL-03, DNA-CREDIT-07]', () => {
    const alone = given(ledgerDecider, opened(ofNobody));
    alone.when(consume(10), context()).thenEvents({ type: 'BalanceChanged', data: { balance: 0 } });
    alone.when(consume(11), context()).thenRefused({ code: 'balance_insufficient', facts: { balance: 10 } });
    alone.when(consume(1, 'Imports'), context()).thenRefused({ code: 'not_found', facts: { what: 'balance' } });
    const decrementing = context({ option: { counter: { type: 'decrementing', source: 'given', initial: null } } });
    const counting = given(ledgerDecider, opened({ counter: 3 }));
    counting.when(consume(4, 'counter'), decrementing).thenRefused({ code: 'balance_insufficient' });
    counting.when(consume(3, 'counter'), context()).thenRefused({ code: 'counter_type_invalid' });
  });

  it('adds nothing, because nobody could tell to whom', () => {
    known.when(consume(-1), context()).thenRefused({ code: 'parameter_invalid', facts: { pointers: ['/amount'] } });
  });

  it('ends once when the customer has paid [API-BAL-02]', () => {
    const ended = asking.when(end, context()).thenEvents({ type: 'BalanceUseEnded', data: { useId, left: 7 } });
    expect(claims(ended).releases).toEqual([openClaim]);
    known.when(end, context()).thenNothing();
  });

  it('gives back what it took where the customer cannot pay, and nobody lets him pay later [API-BAL-02]', () => {
    const undone = asking.when(undo, context());
    undone.thenEvents({
      type: 'BalanceChanged',
      data: { amount: 10, balance: 10, undoes: { useId, code: 'balance_insufficient', left: 4 } },
    });
    expect(claims(undone)).toMatchObject({ claims: [{ scope: 'balanceUse', key: useId }], releases: [openClaim] });
    known.when(undo, context()).thenNothing();
  });

  it('gives nothing back into a balance that was set back meanwhile: it is as if nothing had been taken [API-OPT-14]', () => {
    const later = context({ now: '2026-04-05T12:00:00.000Z' });
    given(ledgerDecider, opened({}, 30), begun)
      .when(undo, later)
      .thenEvents({ type: 'BalanceChanged', data: { amount: 0, balance: 10, refilled: { to: 10 } } });
  });

  it('is settled although the terms are stale, and forgotten with a license that is deleted for good', () => {
    const source = { lane: 7, epoch: 1, position: 43 };
    given(ledgerDecider, opened(), begun, { type: 'LedgerMarkedStale', data: { licenseId, source } })
      .when(undo, context())
      .thenEvents({ type: 'BalanceChanged', data: { balance: 10 } });
    const closing = asking.when({ type: 'close', licenseId, source }, context());
    expect(claims(closing).releases).toContainEqual(openClaim);
    expect(claims(closing).claims).toEqual([{ scope: 'balanceUse', key: useId }]);
  });

  it('may be bound to the usage that the caller has seen [API-ETAG-03]', () => {
    known.when(consume(1, 'Exports', { expectedUsage: 1 }), context()).thenEvents({ type: 'BalanceChanged' });
    known
      .when(consume(1, 'Exports', { expectedUsage: 2 }), context())
      .thenRefused({ code: 'version_conflict', facts: { usage: 1 } });
  });
});

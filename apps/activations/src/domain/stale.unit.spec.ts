import type { LedgerEvent, Source } from '@licet/contracts';
import { given } from '@licet/testing';
import { activate, check, context, deactivate, opened } from '../testing/examples.ts';
import type { ChangeTerms } from './commands.ts';
import { ledgerDecider } from './ledger.decide.ts';

const at = (position: number): Source => ({ lane: 7, epoch: 1, position });
const stale: LedgerEvent = { type: 'LedgerMarkedStale', data: { licenseId: 4001, source: at(43) } };
const mended: LedgerEvent = { type: 'LedgerMended', data: { licenseId: 4001, source: at(44) } };
const change = (source: Source): ChangeTerms => ({
  ...{ type: 'changeTerms', changes: { activationsLeft: { add: 1 } }, source, claims: 'take' },
});
const unavailable = { code: 'unavailable', facts: { notKnown: 'terms' } } as const;

describe('a stale ledger', () => {
  it('answers no program, also where a rule would refuse it [design 4, SA-GEN-16]', () => {
    for (const command of [activate(), activate({ password: null }), check(), deactivate()])
      given(ledgerDecider, opened({ activationsLeft: 0 }), stale)
        .when(command, context())
        .thenRefused(unavailable);
  });

  it('takes no later change of its owner before the missing one [design 4]', () => {
    given(ledgerDecider, opened(), stale)
      .when(change(at(44)), context())
      .thenRefused(unavailable);
  });

  it('takes what is missing when it is mended, and is stale until all is there [design 4]', () => {
    given(ledgerDecider, opened(), stale)
      .when({ ...change(at(43)), mending: true }, context())
      .thenEvents({ type: 'TermsChanged', data: { activationsLeft: 6, source: at(43) } })
      .thenState((state) => {
        expect(state).toMatchObject({ stale: at(43) });
      });
    given(ledgerDecider, opened(), stale)
      .when({ type: 'mend', source: at(44) }, context())
      .thenEvents(mended)
      .thenState((state) => {
        expect(state).toMatchObject({ stale: null });
      });
  });

  it('is marked and mended once', () => {
    given(ledgerDecider, opened(), stale)
      .when({ type: 'markStale', source: at(44) }, context())
      .thenNothing();
    given(ledgerDecider, opened(), stale, mended)
      .when({ type: 'mend', source: at(44) }, context())
      .thenNothing();
  });
});

describe('marking', () => {
  it('makes a ledger stale [design 4]', () => {
    given(ledgerDecider, opened())
      .when({ type: 'markStale', source: at(43) }, context())
      .thenEvents(stale);
  });

  it('leaves a ledger that has taken over the fact already, and one that does not exist', () => {
    given(ledgerDecider, opened())
      .when({ type: 'markStale', source: at(42) }, context())
      .thenNothing();
    given(ledgerDecider)
      .when({ type: 'markStale', source: at(42) }, context())
      .thenNothing();
  });
});

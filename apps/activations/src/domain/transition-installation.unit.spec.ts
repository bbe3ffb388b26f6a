import { defaultOption } from '@licet/contracts';
import { given } from '@licet/testing';
import { activate, activated, banned, check, context, deactivated, opened, transition } from '../testing/examples.ts';
import { ledgerDecider } from './ledger.decide.ts';
import { factsOf, type Ledger, type OpenLedger } from './ledger.ts';

const active = [opened({ activationsLeft: 5, counter: 7 }), activated(1, 4)];
const none = { option: { activation: { deactivations: 'none' } } } as const;
const unlimited = { option: { activation: { deactivations: 'unlimited' } } } as const;
const balances = (ledger: Ledger) => {
  const { activationsLeft, deactivationsLeft, counter, seatsInUse } = ledger as OpenLedger;
  return [activationsLeft, deactivationsLeft, counter, seatsInUse];
};
const onActive = given(ledgerDecider, ...active);
const onSpent = given(ledgerDecider, opened({ deactivationsLeft: 0 }), activated(1, 4));
const onGivenBack = given(ledgerDecider, ...active, deactivated(1, 5, 2));
const onBanned = given(ledgerDecider, ...active, banned(1));

describe('staff who deactivate or ban an installation', () => {
  it.each([
    ['deactivated', { type: 'InstallationDeactivated', data: { by: 'staff' } }],
    ['banned', { type: 'InstallationBanned', data: { before: 'active' } }],
  ] as const)('give the activation back and take a deactivation, and nothing else: %s [IN-05, AMB-50]', (to, event) => {
    onActive
      .when(transition(1, { to }), context())
      .thenEvents(event)
      .thenState((ledger) => {
        expect(balances(ledger)).toEqual([5, 2, 7, 0]);
      });
  });

  it.each(['deactivated', 'banned'] as const)('need a deactivation that is left: %s [IN-05]', (to) => {
    const refusal = { code: 'no_deactivations_left' } as const;
    onSpent.when(transition(1, { to }), context()).thenRefused(refusal);
    onActive.when(transition(1, { to }), context(none)).thenRefused(refusal);
  });

  it.each(['deactivated', 'banned'] as const)('may waive it: %s [AMB-50, API-INS-15]', (to) => {
    const waived = transition(1, { to, takesDeactivation: false });
    onSpent.when(waived, context()).thenState((ledger) => {
      expect(balances(ledger)).toEqual([5, 0, null, 0]);
    });
    onActive.when(waived, context(none)).thenState((ledger) => {
      expect(balances(ledger)).toEqual([5, 3, 7, 0]);
    });
  });

  it.each(['deactivated', 'banned'] as const)('take none where they are unlimited: %s [AMB-50]', (to) => {
    onSpent.when(transition(1, { to }), context(unlimited)).thenState((ledger) => {
      expect(balances(ledger)).toEqual([5, 0, null, 0]);
    });
  });

  it('move nothing when they ban what is given back already', () => {
    onGivenBack
      .when(transition(1, { to: 'banned' }), context(none))
      .thenEvents({
        type: 'InstallationBanned',
        data: { before: 'deactivated', activationsLeft: 5, deactivationsLeft: 2 },
      })
      .thenState((ledger) => {
        expect(balances(ledger)).toEqual([5, 2, 7, 0]);
      });
  });

  it('do so whatever has become of the license, as its program may', () => {
    const review = opened({ status: { status: 'review', reason: null }, expiresAt: '2020-01-01T00:00:00.000Z' });
    given(ledgerDecider, review, activated(1, 4))
      .when(transition(1, { to: 'deactivated' }), context())
      .thenEvents({ type: 'InstallationDeactivated' });
  });
});

describe('staff who make an installation active again', () => {
  it.each([
    ['a deactivated one', onGivenBack, 'deactivated'],
    ['a banned one', onBanned, 'banned'],
  ] as const)('take an activation and no deactivation: %s [IN-05]', (_, events, before) => {
    events
      .when(transition(1, { to: 'active' }), context())
      .thenEvents({ type: 'InstallationRestored', data: { before, activationsLeft: 4 } })
      .thenState((ledger) => {
        expect(balances(ledger)).toEqual([4, 2, 7, 1]);
        expect(factsOf(ledger as OpenLedger, 1, '2026-03-01T12:00:00.000Z').installations).toMatchObject([
          { status: 'active', endedAt: null, endReason: null },
        ]);
        expect(ledgerDecider.decide(check(), ledger, context()).kind).toBe('accepted');
      });
  });

  it('need an activation that is left [IN-05]', () => {
    given(ledgerDecider, opened({ activationsLeft: 1 }), activated(1, 0), deactivated(1, 1, 2), activated(2, 0))
      .when(transition(1, { to: 'active' }), context())
      .thenRefused({ code: 'no_activations_left' });
  });
});

describe('a banned machine', () => {
  const machine = ['cpu', 'disk', 'board'];
  const first = activated(1, 4, { machine });
  const data = { activationData: { xml: '<a/>', identifiers: ['x'], malformed: false } };
  const asks = (identifiers: readonly string[], sameMachineFree: boolean) =>
    given(ledgerDecider, opened(), first, banned(1)).when(
      activate({ n: 2, machine: identifiers, parameters: data }),
      context({ option: { activation: { sameMachineFree } } }),
    );

  it.each([true, false])(
    'may not activate this license again, whether or not it could have had the same again: %s [IN-06, API-INS-17, SA-ACT-70]',
    (sameMachineFree) => {
      asks(['cpu', 'disk', 'other'], sameMachineFree).thenRefused({ code: 'installation_banned' });
      asks(['cpu', 'another', 'other'], sameMachineFree).thenEvents({ type: 'InstallationActivated' });
    },
  );

  it('may not name its installation either [SA-ACT-22, SA-ACT-70]', () => {
    given(ledgerDecider, opened(), first, banned(1))
      .when(activate({ n: 2, parameters: { relatedInstallationId: 'token-1' } }), context())
      .thenRefused({ code: 'installation_banned' });
  });

  it('may again once the ban is lifted [API-INS-17]', () => {
    const { decision } = given(ledgerDecider, opened(), first, banned(1)).when(
      transition(1, { to: 'active' }),
      context(),
    );
    if (decision.kind === 'refused') throw new Error(decision.refusal.code);
    given(ledgerDecider, opened(), first, banned(1), ...decision.events)
      .when(
        activate({ n: 2, machine, parameters: data }),
        context({ option: { activation: { sameMachineFree: true } } }),
      )
      .thenEvents({ type: 'InstallationReactivated' });
  });

  it('is another than one that was deactivated, which may return [IN-06]', () => {
    given(ledgerDecider, opened(), first, deactivated(1, 5, 2))
      .when(activate({ n: 2, machine, parameters: data }), context())
      .thenEvents({ type: 'InstallationActivated' });
  });
});

describe('a change of the status of an installation', () => {
  it.each([
    ['deactivated', onGivenBack],
    ['banned', onBanned],
    ['active', onActive],
  ] as const)('to %s, which it is already, happens not [API-INS-16, API-VERB-07]', (to, events) => {
    events.when(transition(1, { to }), context()).thenNothing();
  });

  it('of one that has no InstallationID is not possible [IN-04]', () => {
    given(ledgerDecider, opened(), activated(1, 4, { token: null }))
      .when(transition(1, { to: 'deactivated' }), context())
      .thenRefused({ code: 'not_found' });
  });

  it('of another account, license or installation is not possible', () => {
    const to = 'deactivated' as const;
    onActive.when(transition(1, { to, authorId: 2 }), context()).thenRefused({ code: 'not_found' });
    onActive.when(transition(2, { to }), context()).thenRefused({ code: 'not_found' });
    given(ledgerDecider).when(transition(1, { to }), context()).thenRefused({ code: 'not_found' });
  });

  it('lifts no ban without a seat', () => {
    onBanned
      .when(transition(1, { to: 'deactivated' }), context())
      .thenRefused({ code: 'transition_not_allowed', facts: { from: 'banned', to: 'deactivated' } });
  });

  it('is made to the version that the caller knows [API-ETAG-03]', () => {
    const to = 'deactivated' as const;
    onActive
      .when(transition(1, { to, expectedRevision: 2 }), context())
      .thenRefused({ code: 'version_conflict', facts: { version: 1 } });
    onActive
      .when(transition(1, { to, expectedRevision: 1 }), context())
      .thenEvents({ type: 'InstallationDeactivated' });
  });

  it('is not decided on what is not known yet [SYS-07]', () => {
    onActive
      .when(transition(1, { to: 'banned' }), context({ unheard: ['option'] }))
      .thenRefused({ code: 'unavailable' });
  });

  it('by a customer is a deactivation like that of the program, and nothing else [API-USR-05]', () => {
    const by = 'customer' as const;
    const asked = transition(1, { to: 'deactivated', by, takesDeactivation: false });
    onActive.when(asked, context()).thenEvents({
      type: 'InstallationDeactivated',
      data: { by: 'customer', activationsLeft: 5, deactivationsLeft: 2 },
    });
    onSpent.when(asked, context()).thenRefused({ code: 'no_deactivations_left' });
    const closed = { option: { portal: { ...defaultOption.portal, deactivate: false } } };
    onActive.when(asked, context(closed)).thenRefused({ code: 'no_deactivations_left' });
    onActive
      .when(transition(1, { to: 'deactivated' }), context(closed))
      .thenEvents({ type: 'InstallationDeactivated' });
    onActive.when(transition(1, { to: 'banned', by }), context()).thenRefused({ code: 'transition_not_allowed' });
    onGivenBack.when(transition(1, { to: 'active', by }), context()).thenRefused({ code: 'transition_not_allowed' });
  });
});

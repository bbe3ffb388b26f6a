import { given } from '@licet/testing';
import { activate, activated, banned, context, deactivated, installationId, opened } from '../testing/examples.ts';
import type { ChangeTerms } from './commands.ts';
import { activeInstallations, wouldEnd } from './end-installations.ts';
import { ledgerDecider } from './ledger.decide.ts';
import { evolve, factsOf, type Ledger, type OpenLedger, unknownLedger } from './ledger.ts';

const activationPassword = { sealed: 's1|activations/ledger-4001|BBBB', verifier: 'hmac|b' };
const source = { lane: 7, epoch: 1, position: 43 };
const ending = (takesDeactivation = true): ChangeTerms => ({
  ...{ type: 'changeTerms', source, claims: 'take' },
  changes: { activationPassword, endInstallations: { takesDeactivation } },
});
const none = { option: { activation: { deactivations: 'none' } } } as const;
const unlimited = { option: { activation: { deactivations: 'unlimited' } } } as const;
const left = (ledger: Ledger) => {
  const { activationsLeft, deactivationsLeft, seatsInUse } = ledger as OpenLedger;
  return [activationsLeft, deactivationsLeft, seatsInUse];
};
const two = [opened({ activationsLeft: 5, deactivationsLeft: 3 }), activated(1, 4), activated(2, 3)];

describe('a release', () => {
  const release: ChangeTerms = {
    ...{ type: 'changeTerms', source, claims: 'take' },
    changes: { freezeEnd: { until: null, setAt: '2026-03-02T12:00:00.000Z' }, release: { installations: 2 } },
  };

  it('ends the freeze of a machine that came while it was on the way [API-LIC-23]', () => {
    const setAt = '2026-03-02T12:00:00.300Z';
    const frozen = { option: { freeze: { enabled: true, days: 5 } } };
    const late = [opened(), activated(1, 4, { at: setAt })];
    const { decision } = given(ledgerDecider, ...late).when(release, context());
    const events = decision.kind === 'accepted' ? decision.events : [];
    expect(events).toMatchObject([
      { type: 'TermsChanged', data: { changes: { freezeEnd: { until: null, setAt } } } },
      { type: 'InstallationDeactivated' },
    ]);
    const after = [...late, ...events].reduce<Ledger>(evolve, unknownLedger) as OpenLedger;
    expect(factsOf(after, 1, setAt).newestMachineAt).toBeNull();
    given(ledgerDecider, ...late, ...events)
      .when(activate({ n: 2 }), context({ ...frozen, now: '2026-03-02T12:00:01.000Z' }))
      .thenEvents({ type: 'InstallationActivated' });
  });

  it('leaves the freeze that runs to a later machine, where staff only moved its end [API-LIC-13]', () => {
    const late = [opened(), activated(1, 4, { at: '2026-03-02T12:00:01.000Z' })];
    const { freezeEnd } = release.changes;
    given(ledgerDecider, ...late)
      .when({ ...release, changes: { freezeEnd: freezeEnd! } }, context())
      .thenEvents({ type: 'TermsChanged', data: { changes: { freezeEnd: freezeEnd! } } });
  });

  it('takes the license away from every machine that has it, in one append, whoever can tell it apart [API-LIC-23, UNI-82]', () => {
    given(ledgerDecider, ...two, activated(3, 2, { token: null }), activated(4, 1), banned(4), deactivated(1, 4, 2))
      .when(release, context())
      .thenEvents(
        { type: 'TermsChanged' },
        { type: 'InstallationDeactivated', data: { installationId: installationId(2), by: 'staff' } },
        { type: 'InstallationDeactivated', data: { installationId: installationId(3), by: 'staff' } },
      )
      .thenState((ledger) => {
        expect((ledger as OpenLedger).seatsInUse).toBe(0);
      });
  });

  it.each([
    ['limits them', context()],
    ['allows none', context(none)],
  ])('takes no deactivation, also where the option %s [API-LIC-23, UNI-66]', (_, world) => {
    given(ledgerDecider, ...two)
      .when(release, world)
      .thenState((ledger) => {
        expect(left(ledger)).toEqual([5, 3, 0]);
      });
  });

  it('makes those who come next re-activations [DNA-REACT-05]', () => {
    const { decision } = given(ledgerDecider, ...two).when(release, context());
    const events = decision.kind === 'accepted' ? decision.events : [];
    given(ledgerDecider, ...two, ...events)
      .when(activate({ n: 3 }), context())
      .thenEvents({ type: 'InstallationActivated', data: { reactivation: { locksOut: false } } });
  });
});

describe('a new activation password that ends what was activated', () => {
  it('gives every active installation back in the one append that takes the password over [API-LIC-20]', () => {
    const ended = (n: number, activationsLeft: number, deactivationsLeft: number) => ({
      type: 'InstallationDeactivated' as const,
      data: { installationId: installationId(n), by: 'staff' as const, activationsLeft, deactivationsLeft },
    });
    given(ledgerDecider, ...two)
      .when(ending(), context())
      .thenEvents(
        { type: 'TermsChanged', data: { changes: { activationPasswordVerifier: 'hmac|b' } } },
        ended(1, 4, 2),
        ended(2, 5, 1),
      )
      .thenState((ledger) => {
        expect(left(ledger)).toEqual([5, 1, 0]);
        expect(activeInstallations(ledger as OpenLedger)).toEqual([]);
      });
  });

  it('happens once, however often it is told [design 4]', () => {
    const changed = {
      type: 'TermsChanged' as const,
      data: { licenseId: 4001, changes: {}, activationsLeft: 3, deactivationsLeft: 3, counter: null, source },
    };
    given(ledgerDecider, ...two, changed)
      .when(ending(), context())
      .thenNothing();
  });

  it('leaves what is banned or given back already, and activations that nobody can tell apart [IN-04, API-INS-16]', () => {
    const anonymous = activated(5, 1, { token: null });
    given(
      ledgerDecider,
      opened(),
      activated(1, 4),
      banned(1),
      activated(2, 4),
      deactivated(2, 5, 2),
      activated(4, 4),
      anonymous,
    )
      .when(ending(), context())
      .thenEvents(
        { type: 'TermsChanged' },
        { type: 'InstallationDeactivated', data: { installationId: installationId(4) } },
      );
  });

  it.each([
    ['waived by staff', false, context()],
    ['unlimited', true, context(unlimited)],
  ])('takes no deactivations where they are %s [AMB-50]', (_, takes, world) => {
    given(ledgerDecider, ...two)
      .when(ending(takes), world)
      .thenState((ledger) => {
        expect(left(ledger)).toEqual([5, 3, 0]);
      });
  });

  it('stops at zero where a program has taken the last deactivation meanwhile [design 4]', () => {
    given(ledgerDecider, opened({ deactivationsLeft: 1 }), activated(1, 4), activated(2, 3))
      .when(ending(), context())
      .thenState((ledger) => {
        expect(left(ledger)).toEqual([5, 0, 0]);
      });
  });

  it('is asked for beforehand as staff would be, one by one [API-LIC-20, API-INS-15]', () => {
    const ledgerOf = (deactivationsLeft: number, ...events: typeof two) =>
      [opened({ deactivationsLeft }), ...events].reduce<Ledger>(
        (ledger, event) => ledgerDecider.evolve(ledger, event),
        ledgerDecider.initialState,
      ) as OpenLedger;
    const both = [activated(1, 4), activated(2, 3)];
    const codeOf = (ledger: OpenLedger, takesDeactivation: boolean, world = {}) =>
      wouldEnd(ledger, { takesDeactivation }, context(world))?.code;
    expect([codeOf(ledgerOf(2, ...both), true), codeOf(ledgerOf(1, ...both), true)]).toEqual([
      undefined,
      'no_deactivations_left',
    ]);
    expect([codeOf(ledgerOf(9, ...both), true, none), codeOf(ledgerOf(0, ...both), true, unlimited)]).toEqual([
      'no_deactivations_left',
      undefined,
    ]);
    expect([codeOf(ledgerOf(0, ...both), false, none), codeOf(ledgerOf(0), true, none)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(codeOf(ledgerOf(2, ...both), true, { unheard: ['option'] })).toBe('unavailable');
  });
});

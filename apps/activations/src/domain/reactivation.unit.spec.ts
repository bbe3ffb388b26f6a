import type { LedgerEvent, OptionSettings, Terms } from '@licet/contracts';
import { given } from '@licet/testing';
import {
  activate,
  activated,
  banned,
  check,
  context,
  deactivated,
  installationId,
  opened,
  transition,
} from '../testing/examples.ts';
import { ledgerDecider } from './ledger.decide.ts';
import { evolve, factsOf, type Ledger, unknownLedger } from './ledger.ts';

const at = (day: number, time = '12:00:00.000') =>
  new Date(Date.parse(`2026-03-01T${time}Z`) + (day - 1) * 86_400_000).toISOString();

/** On a day of an option that lets two re-activations pass in 30 days, and then locks out for 10. */
const on = (day: number, rules: Partial<OptionSettings['reactivation']> = {}, time?: string) =>
  context({
    now: at(day, time),
    option: {
      reactivation: { enabled: true, limit: 2, periodDays: 30, coolingDays: 10, ...rules },
      activation: { deactivations: 'unlimited' },
    },
  });

const given5 = (...events: LedgerEvent[]) => given(ledgerDecider, opened(), ...events);
const bound = (n: number, day: number, locksOut?: number) =>
  activated(n, 4, { at: at(day), ...(locksOut && { reactivation: { count: locksOut, locksOut: true } }) });
const released = (n: number) => deactivated(n, 5, 3);

/** One machine after another, each in place of the one before: number 1 on the first day, 2 on the second … */
const oneAfterAnother = (upTo: number): LedgerEvent[] =>
  Array.from({ length: upTo }, (_, i) => [bound(i + 1, i + 1), released(i + 1)]).flat();
const lockedOut = [...oneAfterAnother(3), bound(4, 4, 3)];
const counted = (count: number, locksOut = false) => ({
  type: 'InstallationActivated' as const,
  data: { reactivation: { count, locksOut } },
});
const frozen = { code: 'license_frozen' as const };

describe('a re-activation', () => {
  it('is a new machine after another was released, one for each such release [DNA-REACT-05]', () => {
    given5(bound(1, 1), released(1))
      .when(activate({ n: 2 }), on(2))
      .thenEvents(counted(1));
    const two = [bound(1, 1), bound(2, 1), released(1), released(2)];
    given5(...two, bound(3, 2))
      .when(activate({ n: 4 }), on(3))
      .thenEvents(counted(2));
    const third = given5(...two, bound(3, 2), bound(4, 3)).when(activate({ n: 5 }), on(4));
    expect(third.decision).not.toHaveProperty('events.0.data.reactivation');
  });

  it('is none on a seat that nobody had before [DNA-REACT-05]', () => {
    const second = given5(bound(1, 1)).when(activate({ n: 2 }), on(2));
    expect(second.decision).not.toHaveProperty('events.0.data.reactivation');
  });

  it('is none when a bound machine calls, or staff make an old one active again [DNA-REACT-05]', () => {
    const again = [bound(1, 1), released(1), bound(2, 2)];
    const state = given5(...again).when(check({ n: 2 }), on(3));
    expect(state.decision).toMatchObject({ kind: 'accepted', events: [{ type: 'InstallationChecked' }] });
    const restored = given5(bound(1, 1), released(1)).when(transition(1, { to: 'active' }), on(2));
    const [event] = restored.decision.kind === 'accepted' ? restored.decision.events : [];
    const next = given5(bound(1, 1), released(1), event!).when(activate({ n: 2 }), on(3));
    expect(next.decision).not.toHaveProperty('events.0.data.reactivation');
  });

  describe('of a bound machine that takes another seat', () => {
    const xml = { xml: '<a/>', identifiers: ['cpu'], malformed: false };
    const again = activate({ n: 9, machine: ['m'], parameters: { activationData: xml } });
    const known = activated(1, 4, { at: at(1), machine: ['m'] });

    it('is none, though it takes the seat that another gave back [DNA-REACT-05, SA-ACT-27]', () => {
      const before = [known, bound(2, 1), released(2)];
      const second = given5(...before).when(again, on(2));
      second.thenEvents({ type: 'InstallationActivated', data: { bound: true } });
      expect(second.decision).not.toHaveProperty('events.0.data.reactivation');
      const [event] = second.decision.kind === 'accepted' ? second.decision.events : [];
      expect(reactivationsOf(...before, event!)).toEqual({ at: [], lockout: null });
      const next = given5(...before, event!).when(activate({ n: 10 }), on(3));
      expect(next.decision).not.toHaveProperty('events.0.data.reactivation');
    });

    it('is not held up by a lockout, and leaves it as it is [DNA-REACT-02, UNI-30]', () => {
      const before = [known, bound(2, 1), released(2), ...lockedOut.slice(2)];
      const second = given5(...before).when(again, on(5));
      second.thenEvents({ type: 'InstallationActivated', data: { bound: true } });
      const [event] = second.decision.kind === 'accepted' ? second.decision.events : [];
      given5(...before, event!)
        .when(activate({ n: 10 }), on(5))
        .thenRefused(frozen);
    });
  });

  it('follows a ban as it does a deactivation [DNA-REACT-05, AMB-50]', () => {
    given5(bound(1, 1), banned(1, at(2)))
      .when(activate({ n: 2 }), on(3))
      .thenEvents(counted(1));
  });

  it('counts as long as the period is', () => {
    given5(...oneAfterAnother(2))
      .when(activate({ n: 3 }), on(31))
      .thenEvents(counted(2));
    given5(...oneAfterAnother(2))
      .when(activate({ n: 3 }), on(32))
      .thenEvents(counted(1));
  });
});

describe('the re-activation above the limit', () => {
  it('begins a lockout [DNA-REACT-01]', () => {
    given5(...oneAfterAnother(2))
      .when(activate({ n: 3 }), on(3))
      .thenEvents(counted(2));
    given5(...oneAfterAnother(3))
      .when(activate({ n: 4 }), on(4))
      .thenEvents(counted(3, true));
  });

  it.each<[string, Partial<OptionSettings['reactivation']>, Partial<Terms>]>([
    ['where the option does not switch it on', { enabled: false }, {}],
    ['where the license says otherwise', {}, { overrides: { reactivation: { enabled: false } } }],
    ['where the license has a higher limit', {}, { overrides: { reactivation: { limit: 3 } } }],
    ['on a test license', {}, { isTest: true }],
  ])('begins none %s [DNA-REACT-01, DNA-REACT-06, API-OPT-07]', (_, rules, terms) => {
    const { decision } = given(ledgerDecider, opened(terms), ...oneAfterAnother(3)).when(
      activate({ n: 4 }),
      on(4, rules),
    );
    expect(decision).toMatchObject({ kind: 'accepted', events: [{ data: { reactivation: { locksOut: false } } }] });
  });

  it('begins one of a license where its option does not [DNA-REACT-01, DNA-REACT-06]', () => {
    const terms = { isTrial: true, overrides: { reactivation: { enabled: true, limit: 1 } } };
    given(ledgerDecider, opened(terms), ...oneAfterAnother(2))
      .when(activate({ n: 3 }), on(3, { enabled: false }))
      .thenEvents(counted(2, true));
  });
});

describe('a lockout', () => {
  const locked = given5(...lockedOut);

  it('refuses every new machine, with what 5013 tells [DNA-REACT-02, UNI-30, SA-ACT-68]', () => {
    locked.when(activate({ n: 5 }), on(14, {}, '11:59:59.999')).thenRefused({
      ...frozen,
      facts: { product: 'Example Editor Single user', licenseId: 4001, quantity: 1, isTest: false },
    });
    given5(...lockedOut, released(4))
      .when(activate({ n: 5 }), on(5))
      .thenRefused(frozen);
  });

  it('lets a bound machine check and activate again [DNA-REACT-02, UNI-30]', () => {
    locked.when(check({ n: 4 }), on(5)).thenEvents({ type: 'InstallationChecked' });
    const { facts } = on(5);
    const option = facts.option(0)!;
    const same = { ...option, activation: { ...option.activation, sameMachineFree: true } };
    const xml = { xml: '<a/>', identifiers: ['cpu'], malformed: false };
    given5(
      ...oneAfterAnother(3),
      activated(4, 4, { at: at(4), machine: ['m'], reactivation: { count: 3, locksOut: true } }),
    )
      .when(activate({ n: 5, machine: ['m'], parameters: { activationData: xml } }), {
        ...on(5),
        facts: { ...facts, option: () => same },
      })
      .thenEvents({ type: 'InstallationReactivated', data: { installationId: installationId(4) } });
  });

  it('ends by itself after its days, with nothing counted [DNA-REACT-03]', () => {
    const granted = locked.when(activate({ n: 5 }), on(14));
    expect(granted.decision).toMatchObject({ kind: 'accepted', events: [{ type: 'InstallationActivated' }] });
    given5(...lockedOut, released(4))
      .when(activate({ n: 5 }), on(14))
      .thenEvents(counted(1));
  });

  it('lasts as long as the option says now, and not where it is switched off [API-OPT-07]', () => {
    locked.when(activate({ n: 5 }), on(14, { coolingDays: 11 })).thenRefused(frozen);
    locked.when(activate({ n: 5 }), on(6, { coolingDays: 2 })).thenEvents({ type: 'InstallationActivated' });
    locked.when(activate({ n: 5 }), on(5, { enabled: false })).thenEvents({ type: 'InstallationActivated' });
  });

  it('ends when staff say, with nothing counted [DNA-REACT-04, API-LIC-24]', () => {
    const source = { lane: 7, epoch: 1, position: 43 };
    const freezeEnd = { until: null, setAt: at(5) };
    const unlock = { type: 'changeTerms' as const, changes: { freezeEnd, unlocked: true as const }, source };
    const { decision } = given5(...lockedOut, released(4)).when({ ...unlock, claims: 'leave' }, on(5));
    const told = decision.kind === 'accepted' ? decision.events : [];
    expect(told).toMatchObject([{ type: 'TermsChanged', data: { unlocked: true } }]);
    given5(...lockedOut, released(4), ...told)
      .when(activate({ n: 5 }), on(5))
      .thenEvents(counted(1));
    expect(reactivationsOf(...lockedOut, ...told)).toEqual({ at: [], lockout: null });
  });

  it('is told to others with how many re-activations began it', () => {
    expect(reactivationsOf(...oneAfterAnother(3))).toEqual({ at: [at(2), at(3)], lockout: null });
    expect(reactivationsOf(...lockedOut)).toEqual({ at: [], lockout: { at: at(4), count: 3 } });
  });
});

function reactivationsOf(...events: LedgerEvent[]) {
  const ledger = [opened(), ...events].reduce<Ledger>(evolve, unknownLedger);
  return ledger.kind === 'open' ? factsOf(ledger, 1, at(9)).reactivations : undefined;
}

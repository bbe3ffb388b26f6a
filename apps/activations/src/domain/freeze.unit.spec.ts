import { InstallationReactivated, type OptionSettings } from '@licet/contracts';
import { given } from '@licet/testing';
import { activate, activated, context, deactivated, installationId, now, opened } from '../testing/examples.ts';
import { ledgerDecider } from './ledger.decide.ts';

/** An option that freezes for five days, and how long ago the newest machine came: at 12:00 on 2026-03-01. */
const frozenAt = (now: string, freeze: Partial<OptionSettings['freeze']> = {}, activation: object = {}) =>
  context({ now, option: { freeze: { enabled: true, days: 5, ...freeze }, activation } });
const hourLater = '2026-03-01T13:00:00.000Z';
const xml = { xml: '<a/>', identifiers: ['cpu'], malformed: false };

describe('a freeze', () => {
  const bound = given(ledgerDecider, opened(), activated(1, 4));

  it('refuses a new machine as long as it runs, with what 5013 tells [IP-FREEZE-01, IP-FREEZE-02, UNI-31, SA-ACT-68]', () => {
    bound.when(activate({ n: 2 }), frozenAt('2026-03-06T11:59:59.999Z')).thenRefused({
      code: 'license_frozen',
      facts: { product: 'Example Editor Single user', licenseId: 4001, quantity: 1, isTest: false },
    });
  });

  it('ends by itself after so many days of 24 hours [IP-FREEZE-01, IP-FREEZE-05]', () => {
    bound
      .when(activate({ n: 2 }), frozenAt('2026-03-06T12:00:00.000Z'))
      .thenEvents({ type: 'InstallationActivated', data: { activationsLeft: 3 } });
  });

  it('runs on when the machine that began it is gone', () => {
    given(ledgerDecider, opened(), activated(1, 4), deactivated(1, 5, 2))
      .when(activate({ n: 2 }), frozenAt(hourLater))
      .thenRefused({ code: 'license_frozen' });
  });

  it('lets the machine that began it activate again, and is not extended by that', () => {
    const again = { parameters: { activationData: xml }, machine: ['machine-1'] };
    given(ledgerDecider, opened(), activated(1, 4, { machine: ['machine-1'] }))
      .when(activate({ n: 2, ...again }), frozenAt(hourLater, {}, { sameMachineFree: true }))
      .thenEvents({ type: 'InstallationReactivated' });
    const reactivated = {
      ...InstallationReactivated.sample,
      installationId: installationId(1),
      at: '2026-03-05T12:00:00.000Z',
    };
    given(ledgerDecider, opened(), activated(1, 4), { type: 'InstallationReactivated', data: reactivated })
      .when(activate({ n: 3 }), frozenAt('2026-03-06T12:00:00.000Z'))
      .thenEvents({ type: 'InstallationActivated' });
  });

  it('lets a bound machine take another seat where the option says so, and is not extended by that [SA-ACT-27]', () => {
    const again = { parameters: { activationData: xml }, machine: ['machine-1'] };
    const first = given(ledgerDecider, opened(), activated(1, 4, { machine: ['machine-1'] }));
    const second = first.when(activate({ n: 2, ...again }), frozenAt(hourLater));
    second.thenEvents({ type: 'InstallationActivated', data: { activationsLeft: 3, bound: true } });
    const [event] = second.decision.kind === 'accepted' ? second.decision.events : [];
    given(ledgerDecider, opened(), activated(1, 4, { machine: ['machine-1'] }), event!)
      .when(activate({ n: 3 }), frozenAt('2026-03-06T12:00:00.000Z'))
      .thenEvents({ type: 'InstallationActivated', data: { activationsLeft: 2 } });
    first
      .when(activate({ n: 2, ...again, machine: ['machine-2'] }), frozenAt(hourLater))
      .thenRefused({ code: 'license_frozen' });
  });

  it('begins nothing anew for a bound machine where no InstallationID is issued', () => {
    const reactivated = {
      ...InstallationReactivated.sample,
      installationId: installationId(1),
      at: '2026-03-05T12:00:00.000Z',
    };
    given(ledgerDecider, opened(), activated(1, 4, { token: null }), {
      type: 'InstallationReactivated',
      data: reactivated,
    })
      .when(activate({ n: 2 }), frozenAt('2026-03-06T12:00:00.000Z', {}, { issueInstallationId: false }))
      .thenEvents({ type: 'InstallationActivated' });
  });

  it.each([
    ['is switched off', { enabled: false }],
    ['counts no days', { days: 0 }],
  ])('refuses nothing where it %s [IP-FREEZE-06, IP-FREEZE-07]', (_, freeze) => {
    bound.when(activate({ n: 2 }), frozenAt(hourLater, freeze)).thenEvents({ type: 'InstallationActivated' });
  });

  it.each([
    [null, 'InstallationActivated'],
    ['2026-03-01T12:30:00.000Z', 'InstallationActivated'],
    ['2026-04-01T12:00:00.000Z', undefined],
  ])('ends when staff say: %p [API-LIC-13]', (until, granted) => {
    const { decision } = given(ledgerDecider, opened({ freezeEnd: { until, setAt: now } }), activated(1, 4)).when(
      activate({ n: 2 }),
      frozenAt(hourLater),
    );
    expect(decision.kind === 'accepted' ? decision.events[0]?.type : undefined).toBe(granted);
  });

  it('counts by what the license has of its own [API-OPT-07]', () => {
    given(ledgerDecider, opened({ overrides: { freeze: { days: 0 } } }), activated(1, 4))
      .when(activate({ n: 2 }), frozenAt(hourLater))
      .thenEvents({ type: 'InstallationActivated' });
  });
});

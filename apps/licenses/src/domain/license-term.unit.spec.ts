import { LicenseAdded, type LicenseEvent, type OptionSettings, defaultOption, scopes } from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import { nothingPrepared } from './license-members.ts';
import { licenseDecider } from './license.decide.ts';
import type { OptionState } from './option.ts';
import type { RequestedChanges, UpdateLicenseCommand } from './update-license.ts';

const added = (data: Partial<LicenseEvent['data']> = {}): LicenseEvent => ({
  type: 'LicenseAdded',
  data: { ...LicenseAdded.sample, enteredAt: '2026-03-01T12:00:00.000Z', ...data },
});
const optionOf = (expiry: Partial<OptionSettings['expiry']>) =>
  ({ kind: 'option', settings: { ...defaultOption, expiry: { ...defaultOption.expiry, ...expiry } } }) as OptionState;
const update = (changes: RequestedChanges, option = optionOf({})): UpdateLicenseCommand => ({
  type: 'UpdateLicense',
  request: { authorId: 1, licenseId: 4001, changes },
  countersHold: true,
  prepared: { ...nothingPrepared, option },
});
const context: DecisionContext = {
  now: new Date('2026-03-04T10:00:00.000Z'),
  caller: { scopes, via: 'native' },
  commandId: 'c-2',
};
const changed = (changes: object) => ({ type: 'LicenseExpirationChanged', data: { changes } }) as const;
const invalid = { code: 'parameter_invalid', facts: { what: 'expiresAt' } } as const;
const counting = given(licenseDecider, added({ expiresAt: null, expiryDays: 30 }));
const dated = given(licenseDecider, added({ expiresAt: '2027-01-01T00:00:00.000Z' }));

describe('a license whose days count from its first activation', () => {
  it('is moved by whole days, whether or not they have begun to count [API-OPT-04, API-LIC-17, SL-UAF-19]', () => {
    counting
      .when(update({ expiresAt: { addDays: 5 } }), context)
      .thenEvents(changed({ expiryDays: { before: 30, after: 35 } }));
    counting.when(update({ expiresAt: { addDays: 0 } }), context).thenNothing();
  });

  it.each([-30, 2_147_483_647])('keeps at least one day and at most a thousand years: %d [SL-UAF-22]', (days) => {
    counting.when(update({ expiresAt: { addDays: days } }), context).thenRefused(invalid);
  });

  it('counts no days any more when it gets a date, or none [API-OPT-04]', () => {
    const none = { expiryDays: { before: 30, after: null } };
    counting
      .when(update({ expiresAt: { set: '2027-01-01T00:00:00Z' } }), context)
      .thenEvents(changed({ ...none, expiresAt: { before: null, after: '2027-01-01T00:00:00.000Z' } }));
    counting.when(update({ expiresAt: { set: null } }), context).thenEvents(changed(none));
  });
});

describe('a rule of its own that a license is given', () => {
  it.each<[string, object, object]>([
    [
      'days from its first activation, in place of its date',
      { rule: 'daysFromFirstActivation', days: 14 },
      { expiresAt: { before: '2027-01-01T00:00:00.000Z', after: null }, expiryDays: { before: null, after: 14 } },
    ],
    [
      'days from its creation',
      { rule: 'daysFromCreation', days: 10 },
      { expiresAt: { before: '2027-01-01T00:00:00.000Z', after: '2026-03-11T12:00:00.000Z' } },
    ],
    [
      'a date',
      { rule: 'onDate', date: '2028-01-01T00:00:00.000Z' },
      { expiresAt: { before: '2027-01-01T00:00:00.000Z', after: '2028-01-01T00:00:00.000Z' } },
    ],
  ])('makes it end by %s [API-OPT-04, API-OPT-07]', (_, expiry, changes) => {
    dated
      .when(update({ overrides: { expiry } }), context)
      .thenEvents({ type: 'LicenseExpirationChanged', data: { changes: { ...changes, overrides: { expiry } } } });
  });

  it('leaves the term where it is never, and where the rule is given back to the option [UNI-75, API-OPT-07]', () => {
    const overrides = { expiry: { rule: 'never' as const } };
    dated.when(update({ overrides }), context).thenEvents({ type: 'LicenseUpdated', data: { changes: { overrides } } });
    dated.when(update({ overrides: { expiry: { rule: null, days: null } } }), context).thenNothing();
  });

  it('gives way to a date that is told beside it [API-LIC-13]', () => {
    const expiresAt = { set: '2029-01-01T00:00:00Z' };
    const overrides = { expiry: { rule: 'daysFromFirstActivation' as const, days: 3 } };
    dated
      .when(update({ expiresAt, overrides }), context)
      .thenEvents(
        changed({ overrides, expiresAt: { before: '2027-01-01T00:00:00.000Z', after: '2029-01-01T00:00:00.000Z' } }),
      );
  });

  it.each([
    [{ rule: 'onDate' as const }, '/expiry/date'],
    [{ rule: 'daysFromFirstActivation' as const }, '/expiry/days'],
    [{ days: 365_001 }, '/expiry/days'],
  ])('has what it counts by: %p lacks %s [API-OPT-09]', (expiry, pointer) => {
    dated
      .when(update({ overrides: { expiry } }), context)
      .thenRefused({ code: 'parameter_invalid', facts: { pointers: [pointer] } });
  });
});

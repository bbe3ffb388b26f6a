import { LicenseAdded, type LicenseEvent, defaultOption, scopes } from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import { type Prepared, nothingPrepared } from './license-members.ts';
import { licenseDecider } from './license.decide.ts';
import type { OptionState } from './option.ts';
import type { RequestedChanges, UpdateLicenseCommand } from './update-license.ts';

const added = (data = {}): LicenseEvent => ({ type: 'LicenseAdded', data: { ...LicenseAdded.sample, ...data } });
const update = (changes: RequestedChanges, told: Partial<Prepared> = {}): UpdateLicenseCommand => ({
  type: 'UpdateLicense',
  request: { authorId: 1, licenseId: 4001, changes },
  countersHold: true,
  prepared: { ...nothingPrepared, ...told },
});
const native: DecisionContext = {
  now: new Date('2026-03-04T10:00:00.000Z'),
  caller: { scopes, via: 'native' },
  commandId: 'c-2',
};
const option = { kind: 'option', settings: defaultOption } as OptionState;
const license = given(licenseDecider, added());
/** A license after these changes. */
const after = (changes: RequestedChanges, told: Partial<Prepared> = {}) => {
  const { decision } = license.when(update(changes, told), native);
  return given(licenseDecider, added(), ...(decision.kind === 'accepted' ? decision.events : []));
};

describe('what a license says for itself', () => {
  it('is laid over what it said before, and null takes it away [API-OPT-07, API-LIC-13]', () => {
    const overridden = after(
      { overrides: { freeze: { enabled: true, days: 9 }, seats: { rotation: true } } },
      { option },
    );
    overridden
      .when(update({ overrides: { freeze: { days: null }, seats: { rotation: null } } }, { option }), native)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { overrides: { freeze: { enabled: true } } } } });
    overridden.when(update({ overrides: { freeze: { days: 9 } } }, { option }), native).thenNothing();
    license.when(update({ overrides: { freeze: { days: null } } }, { option }), native).thenNothing();
  });

  it('cannot contradict itself, its option considered [API-OPT-09]', () => {
    const rule = { overrides: { expiry: { rule: 'daysFromCreation' as const } } };
    license.when(update(rule, { option }), native).thenRefused({
      code: 'parameter_invalid',
      facts: { pointers: ['/expiry/days'] },
    });
    const counting = { ...option, settings: { ...defaultOption, expiry: { ...defaultOption.expiry, days: 30 } } };
    license
      .when(update(rule, { option: counting as OptionState }), native)
      .thenEvents({ type: 'LicenseExpirationChanged' });
  });

  it('ends a freeze when staff say, and remembers when they said it [API-LIC-13]', () => {
    const freezeEnd = { until: '2026-03-09T00:00:00.000Z', setAt: '2026-03-04T10:00:00.000Z' };
    license
      .when(update({ freezeUntil: '2026-03-09T01:00:00+01:00' }), native)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { freezeEnd } } });
  });

  it('ends the freeze of a machine that came by a clock that is ahead [API-LIC-13, API-LIC-24]', () => {
    const newestMachineAt = '2026-03-04T10:00:00.300Z';
    const changes = { freezeEnd: { until: null, setAt: newestMachineAt } };
    for (const asked of [{ unlock: true as const }, { freezeUntil: null }])
      license
        .when(update(asked, { newestMachineAt }), native)
        .thenEvents({ type: 'LicenseUpdated', data: { changes } });
  });

  it('is unlocked by one event, which ends a freeze and the lockout and zeroes the counter [API-LIC-24]', () => {
    const freezeEnd = { until: null, setAt: '2026-03-04T10:00:00.000Z' };
    license
      .when(update({ unlock: true }), native)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { freezeEnd, unlocked: true } } });
    const reader = { ...native, caller: { ...native.caller, scopes: ['licenses:read'] as const } };
    license.when(update({ unlock: true }), reader).thenRefused({ code: 'scope_missing' });
  });
});

describe('what the author notes on a license', () => {
  it('has one name per account: the new one is taken, the old one given back [API-REP-15]', () => {
    const claim = (key: string) => ({ scope: 'externalId/license/1', key });
    const named = given(licenseDecider, added({ externalId: 'A-1' }));
    const renaming = licenseDecider.decide(
      update({ externalId: 'B-2' }),
      stateOf(added({ externalId: 'A-1' })),
      native,
    );
    expect(renaming).toMatchObject({ claims: [claim('B-2')], releases: [claim('A-1')] });
    named.when(update({ externalId: 'A-1' }), native).thenNothing();
    named
      .when(update({ externalId: null }), native)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { externalId: { before: 'A-1', after: null } } } });
  });

  it('gives its name back when it is deleted for good [API-REP-15, JOB-03]', () => {
    const purge = { type: 'PurgeLicense' as const, request: { authorId: 1, licenseId: 4001 }, jobId: 'j' };
    const decision = licenseDecider.decide(
      { ...purge, reason: 'test', until: '2027-01-01T00:00:00.000Z' },
      stateOf(added({ externalId: 'A-1', isTest: true })),
      native,
    );
    expect(decision).toMatchObject({
      releases: [{ scope: 'serial/1001' }, { scope: 'externalId/license/1', key: 'A-1' }],
    });
  });

  it('merges pairs by their key, up to fifty of them [API-REP-14]', () => {
    const full = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, 'v']));
    const noted = given(licenseDecider, added({ metadata: { a: '1', b: '2' } }));
    noted
      .when(update({ metadata: { a: null, c: '3' } }), native)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { metadata: { b: '2', c: '3' } } } });
    noted
      .when(update({ metadata: full }), native)
      .thenRefused({ code: 'parameter_invalid', facts: { pointers: ['/metadata'] } });
  });

  it('is not refused over support that it copied and that its option counts by something else now [API-OPT-07, API-OPT-09]', () => {
    const counting = { ...defaultOption, support: { ...defaultOption.support, rule: 'daysFromCreation', days: 30 } };
    const told = { option: { ...option, settings: counting } as OptionState };
    const copied = given(licenseDecider, added({ support: { days: null, date: null, maxVersion: null } }));
    copied
      .when(update({ overrides: { freeze: { days: 9 } } }, told), native)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { overrides: { freeze: { days: 9 } } } } });
    copied
      .when(update({ overrides: { support: { rule: 'daysFromCreation' } } }, told), native)
      .thenRefused({ code: 'parameter_invalid', facts: { pointers: ['/support/days'] } });
  });
});

describe('the invoice of a license', () => {
  const uuid = '019a6f6e-3c00-7000-8000-000000001389';
  const invoice = { invoiceId: 5001, uuid, authorId: 1, stops: false };

  it('is one of the author, or none [API-LIC-13]', () => {
    const changes = { invoice: { before: null, after: { invoiceId: 5001, uuid } } };
    license
      .when(update({ invoiceId: 5001 }, { invoice }), native)
      .thenEvents({ type: 'LicenseUpdated', data: { changes } });
    for (const told of [{}, { invoice: { ...invoice, authorId: 2 } }])
      license
        .when(update({ invoiceId: 5001 }, told), native)
        .thenRefused({ code: 'not_found', facts: { what: 'invoice' } });
    after({ invoiceId: 5001 }, { invoice })
      .when(update({ invoiceId: null }), native)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { invoice: { after: null } } } });
  });

  it('stops it where it is blocked, and no longer when the license leaves it [API-INV-03]', () => {
    after({ invoiceId: 5001 }, { invoice: { ...invoice, stops: true } })
      .when(update({ invoiceId: null }), native)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { invoiceBlocked: false } } });
  });
});

const stateOf = (event: LicenseEvent) => licenseDecider.evolve(licenseDecider.initialState, event);

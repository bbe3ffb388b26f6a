import { LicenseAdded, type LicenseEvent, type LicenseStatus, LicenseStatusChanged } from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import { decideLicense, licenseDecider } from './license.decide.ts';
import { evolveLicense, noLicense } from './license.ts';
import type { PurgeLicenseCommand } from './purge-license.ts';

const added = (data: Partial<typeof LicenseAdded.sample> = {}): LicenseEvent => ({
  type: 'LicenseAdded',
  data: { ...LicenseAdded.sample, ...data },
});
const moved = (after: LicenseStatus, at = '2026-03-04T10:00:00.000Z'): LicenseEvent => ({
  type: 'LicenseStatusChanged',
  data: {
    ...LicenseStatusChanged.sample,
    at,
    changes: { status: { before: { status: 'active', reason: null }, after } },
  },
});
const purging = moved({ status: 'purging', reason: null });
const context: DecisionContext = {
  now: new Date('2026-03-05T00:00:01.000Z'),
  caller: { scopes: [], via: 'system' },
  commandId: 'c-9',
};
const purge = (changes: Partial<PurgeLicenseCommand> = {}): PurgeLicenseCommand => ({
  ...{ type: 'PurgeLicense', request: { authorId: 1, licenseId: 4001 }, reason: 'deleted' },
  ...{ until: '2026-03-05T00:00:00.000Z', jobId: '019a6f6e-3c00-7000-8000-0000000000b1' },
  ...changes,
});

describe('the daily cleanup', () => {
  it('deletes a license in Delete for good, and its key is free again [JOB-01, ST-25, ST-DEL-JOB]', () => {
    const then = given(licenseDecider, added(), purging)
      .when(purge(), context)
      .thenEvents({ type: 'LicensePurged', data: { licenseId: 4001, customerId: 3001, reason: 'deleted' } })
      .thenState((state) => {
        expect(state).toEqual(noLicense);
      });
    expect(then.decision).toMatchObject({ releases: [{ scope: 'serial/1001', key: 'k7mq-2ztr-9whx-4dca' }] });
  });

  it.each<[string, LicenseStatus]>([
    ['OK', { status: 'active', reason: null }],
    ['DUP', { status: 'revoked', reason: 'duplicate' }],
    ['FRD', { status: 'revoked', reason: 'fraud' }],
    ['EXP', { status: 'expired', reason: null }],
    ['CHK', { status: 'review', reason: null }],
    ['UPG', { status: 'superseded', reason: null }],
    ['VOI', { status: 'revoked', reason: 'void' }],
    ['RET', { status: 'revoked', reason: 'returned' }],
    ['VOI, as it was deleted and may be restored', { status: 'deleted', reason: null }],
  ])('leaves a license in %s alone [JOB-02]', (_, status) => {
    given(licenseDecider, added(), moved(status)).when(purge(), context).thenNothing();
  });

  it('leaves a license whose status was taken back, or that got it after the clock of the job [JOB-04, JOB-10]', () => {
    given(licenseDecider, added(), purging, moved({ status: 'active', reason: null }))
      .when(purge(), context)
      .thenNothing();
    given(licenseDecider, added(), purging)
      .when(purge({ until: '2026-03-04T09:59:59.999Z' }), context)
      .thenNothing();
  });

  it('deletes nothing twice, and nothing of another account [JOB-09, AUTH-14]', () => {
    const gone: LicenseEvent[] = [added(), purging];
    const decision = decideLicense(purge(), fold(gone), context);
    if (decision.kind === 'accepted') gone.push(...decision.events);
    expect(gone).toHaveLength(3);
    given(licenseDecider, ...gone)
      .when(purge(), context)
      .thenNothing();
    given(licenseDecider, added(), purging)
      .when(purge({ request: { authorId: 2, licenseId: 4001 } }), context)
      .thenNothing();
  });
});

describe('the monthly purge', () => {
  const until = '2026-04-01T00:00:00.000Z';
  const monthly = purge({ reason: 'test', until });

  it('deletes a test license that was added before the month, whatever its status [TEST-05]', () => {
    for (const status of [purging, moved({ status: 'revoked', reason: 'fraud' })])
      given(licenseDecider, added({ isTest: true }), status)
        .when(monthly, context)
        .thenEvents({ type: 'LicensePurged', data: { isTest: true, reason: 'test' } });
  });

  it('leaves licenses that are none, and test licenses of the new month [TEST-05, TEST-06]', () => {
    given(licenseDecider, added({ isTest: false }), purging)
      .when(monthly, context)
      .thenNothing();
    given(licenseDecider, added({ isTest: true, enteredAt: until }))
      .when(monthly, context)
      .thenNothing();
  });
});

describe('a license that was purged', () => {
  it('is unknown to every command [JOB-03, TEST-09]', () => {
    const purged: LicenseEvent[] = [added(), purging];
    const decision = decideLicense(purge(), fold(purged), context);
    if (decision.kind === 'accepted') purged.push(...decision.events);
    const caller = {
      scopes: ['licenses:write', 'licenses:status', 'licenses:void', 'licenses:secrets'],
      via: 'native',
    };
    const master = { ...context, caller } as DecisionContext;
    const request = { authorId: 1, licenseId: 4001, changes: { status: { status: 'active', reason: null } } } as const;
    given(licenseDecider, ...purged)
      .when({ type: 'UpdateLicense', request, countersHold: true }, master)
      .thenRefused({ code: 'not_found' });
  });
});

const fold = (events: readonly LicenseEvent[]) => events.reduce(evolveLicense, licenseDecider.initialState);

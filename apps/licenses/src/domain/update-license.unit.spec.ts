import {
  type CallerRules,
  LicenseAdded,
  type LicenseEvent,
  type LicenseStatus,
  LicenseUpdated,
  type SoloStatus,
  type Via,
  defaultCallerRules,
  scopes,
  soloStatusOf,
  soloStatuses,
  statusOfSolo,
} from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import { type Prepared, nothingPrepared } from './license-members.ts';
import { licenseDecider } from './license.decide.ts';
import { type RequestedChanges, type UpdateLicenseCommand, counterChanges } from './update-license.ts';

type AddedData = typeof LicenseAdded.sample;
const added = (data: Partial<AddedData> = {}): LicenseEvent => ({
  type: 'LicenseAdded',
  data: { ...LicenseAdded.sample, ...data },
});
const statusChanged = (after: LicenseStatus, before = statusOfSolo('OK')): LicenseEvent => ({
  type: 'LicenseStatusChanged',
  data: { ...LicenseUpdated.sample, changes: { status: { before, after } } },
});
const update = (changes: RequestedChanges | null, countersHold = true): UpdateLicenseCommand => ({
  type: 'UpdateLicense',
  request: { authorId: 1, licenseId: 4001, changes },
  countersHold,
});
const without = (...names: string[]) => scopes.filter((scope) => !names.includes(scope));
const as = (granted: readonly string[] = scopes, via: Via = 'solo'): DecisionContext => ({
  now: new Date('2026-03-04T10:00:00.000Z'),
  caller: { scopes: granted, via },
  commandId: 'c-2',
});
const staff = without('licenses:void');
const blocked: LicenseStatus = { status: 'blocked', reason: null };
const settable = soloStatuses.filter((code) => code !== 'DEL');
const needsMaster = (code: SoloStatus) => ['VOI', 'RET', 'DEL'].includes(code);
const invalid = (what: string) => ({ code: 'parameter_invalid' as const, facts: { what } });
const masterMissing = { code: 'scope_missing' as const, facts: { scope: 'licenses:void' } };
const inStatus = (code: SoloStatus) =>
  code === 'OK' ? given(licenseDecider, added()) : given(licenseDecider, added(), statusChanged(statusOfSolo(code)));

describe('UpdateLicense', () => {
  const license = given(licenseDecider, added());

  it('moves a license to another customer with Manage Records only [PERM-15]', () => {
    const move = update({ customerId: 3002 });
    license.when(move, as(without('licenses:move'), 'native')).thenRefused({
      code: 'scope_missing',
      facts: { scope: 'licenses:move' },
    });
    license.when(move, as(scopes, 'native')).thenEvents({ type: 'LicenseUpdated' });
  });

  describe('status', () => {
    const pairs = soloStatuses.flatMap((from) => settable.map((to) => [from, to] as const));

    it.each(pairs)('a Master user takes %s to %s [SL-UAF-42, ST-17]', (from, to) => {
      const then = inStatus(from).when(update({ status: statusOfSolo(to) }), as());
      if (from === to) return void then.thenNothing();
      then.thenEvents({
        type: 'LicenseStatusChanged',
        data: { changes: { status: { before: statusOfSolo(from), after: statusOfSolo(to) } } },
      });
    });

    it.each(pairs)(
      'without Master User %s to %s obeys VOI, RET and Delete [SL-UAF-08, SL-UAF-09, PERM-09, PERM-11]',
      (from, to) => {
        const then = inStatus(from).when(update({ status: statusOfSolo(to) }), as(staff));
        if (needsMaster(from) || needsMaster(to)) then.thenRefused(masterMissing);
        else if (from === to) then.thenNothing();
        else then.thenEvents({ type: 'LicenseStatusChanged' });
      },
    );

    it('is never set to Delete by way of SOLO [SL-UAF-06]', () => {
      license.when(update({ status: statusOfSolo('DEL') }), as()).thenRefused(invalid('form'));
    });

    it.each<[LicenseStatus, SoloStatus]>([
      [blocked, 'CHK'],
      [{ status: 'revoked', reason: 'banned' }, 'VOI'],
      [{ status: 'revoked', reason: 'other' }, 'VOI'],
      [{ status: 'deleted', reason: null }, 'VOI'],
    ])('%p stays as it is when SOLO writes back the %s that it reads [UNI-58, UNI-59]', (stored, code) => {
      expect(soloStatusOf(stored)).toBe(code);
      given(licenseDecider, added(), statusChanged(stored))
        .when(update({ status: statusOfSolo(code) }), as())
        .thenNothing();
    });

    it('leaves all else alone [ST-18, SL-UAF-31]', () => {
      const before = licenseDecider.evolve(licenseDecider.initialState, added());
      license.when(update({ status: statusOfSolo('FRD') }), as()).thenState((after) => {
        const at = '2026-03-04T10:00:00.000Z';
        expect(after).toEqual({ ...before, status: statusOfSolo('FRD'), statusSince: at, updatedAt: at, version: 2 });
      });
    });
  });

  describe('a license in void, returned or Delete', () => {
    it.each(['VOI', 'RET', 'DEL'] as const)(
      'in %s takes no change at all without Master User [SL-UAF-10, AMB-04]',
      (code) => {
        const change = update({ licenseUpdate: 'x' });
        inStatus(code).when(change, as(staff)).thenRefused(masterMissing);
        inStatus(code).when(change, as()).thenEvents({ type: 'LicenseUpdated' });
      },
    );

    it('is judged by what the caller sees: SOLO prints banned as VOI, the native API does not [UNI-77]', () => {
      const banned = given(licenseDecider, added(), statusChanged({ status: 'revoked', reason: 'banned' }));
      banned.when(update({ licenseUpdate: 'x' }), as(staff)).thenRefused(masterMissing);
      banned.when(update({ licenseUpdate: 'x' }), as(staff, 'native')).thenEvents({ type: 'LicenseUpdated' });
    });
  });

  describe('the native table', () => {
    const deleted = given(
      licenseDecider,
      added(),
      statusChanged(blocked),
      statusChanged({ status: 'deleted', reason: null }, blocked),
    );
    const native = as(scopes, 'native');

    it('restores a deleted license to what it was, and to nothing else [API-TRN-04]', () => {
      deleted.when(update({ status: blocked }), native).thenEvents({ type: 'LicenseStatusChanged' });
      deleted.when(update({ status: statusOfSolo('OK') }), native).thenRefused({
        code: 'transition_not_allowed',
        facts: { from: 'deleted', to: 'active' },
      });
    });

    it('does not take purging back to deleted', () => {
      inStatus('DEL')
        .when(update({ status: { status: 'deleted', reason: null } }), native)
        .thenRefused({ code: 'transition_not_allowed' });
    });

    it.each<[LicenseStatus]>([[{ status: 'revoked', reason: null }], [{ status: 'active', reason: 'fraud' }]])(
      'gives a reason to revoked and to nothing else: %p [API-TRN-02]',
      (status) => {
        license.when(update({ status }), native).thenRefused(invalid('reason'));
      },
    );

    it('brings back what was before by its name too, and only where something was deleted [API-TRN-04]', () => {
      const restore = update({ status: { restored: true } });
      deleted.when(restore, native).thenEvents({
        type: 'LicenseStatusChanged',
        data: { changes: { status: { after: blocked } } },
      });
      license.when(restore, native).thenRefused({
        code: 'transition_not_allowed',
        facts: { from: 'active', to: 'restored' },
      });
    });

    it('needs licenses:void for what the license was before, if that was void [API-TRN-01, API-LIC-21]', () => {
      const voided = given(
        licenseDecider,
        added(),
        statusChanged(statusOfSolo('VOI')),
        statusChanged({ status: 'deleted', reason: null }, statusOfSolo('VOI')),
      );
      voided.when(update({ status: { restored: true } }), as(staff, 'native')).thenRefused(masterMissing);
      voided.when(update({ status: { restored: true } }), native).thenEvents({ type: 'LicenseStatusChanged' });
    });

    const all: LicenseStatus[] = [
      ...(['active', 'review', 'blocked', 'superseded', 'expired', 'deleted', 'purging'] as const).map((status) => ({
        status,
        reason: null,
      })),
      ...(['fraud', 'void', 'returned'] as const).map((reason) => ({ status: 'revoked' as const, reason })),
    ];
    const name = ({ status, reason }: LicenseStatus) => reason ?? status;
    const closed = (status: LicenseStatus) => ['void', 'returned', 'purging'].includes(name(status));
    it.each(all.flatMap((from) => all.map((to) => [name(from), name(to), from, to] as const)))(
      'takes %s to %s as it says, and no further scope [API-TRN-01, API-TRN-02]',
      (_, __, from, to) => {
        const states = given(licenseDecider, added(), statusChanged(from));
        const same = name(from) === name(to);
        const possible =
          from.status === 'deleted'
            ? ['active', 'deleted', 'purging'].includes(to.status) // it was active before
            : from.status !== 'purging' || to.status !== 'deleted';
        const then = states.when(update({ status: to }), as(['licenses:status', 'licenses:void'], 'native'));
        if (!possible)
          then.thenRefused({ code: 'transition_not_allowed', facts: { from: from.status, to: to.status } });
        else if (same) then.thenNothing();
        else
          then.thenEvents({ type: 'LicenseStatusChanged', data: { changes: { status: { before: from, after: to } } } });
        const without = states.when(update({ status: to }), as(['licenses:status'], 'native'));
        if (closed(from) || closed(to)) without.thenRefused(masterMissing);
      },
    );

    it('records why with the status, and nothing where the status stays [API-VERB-03]', () => {
      const prepared = { ...nothingPrepared, sealed: { statusNote: 's1|licenses/license-4001|AAAA' } };
      const noted = (status: LicenseStatus) => ({ ...update({ status, statusNote: 'why' }), prepared });
      const then = license.when(noted(blocked), native);
      then.thenEvents({ type: 'LicenseStatusChanged', data: { changes: prepared.sealed } });
      then.thenState((state) => {
        expect(state).toMatchObject(prepared.sealed);
      });
      license.when(noted(statusOfSolo('OK')), native).thenNothing();
    });

    it('lets a status be set with licenses:status alone [API-TRN-01]', () => {
      license
        .when(update({ status: blocked }), as(['licenses:status'], 'native'))
        .thenEvents({ type: 'LicenseStatusChanged' });
    });
  });

  describe('expiration', () => {
    const dated = given(licenseDecider, added({ expiresAt: '2026-12-31T00:00:00.000Z' }));
    const set = (text: string | null) => update({ expiresAt: { set: text } });
    const addDays = (days: number) => update({ expiresAt: { addDays: days } });
    const becomes = (after: string | null) =>
      ({ type: 'LicenseExpirationChanged', data: { changes: { expiresAt: { after } } } }) as const;

    it('is set to a date [SL-UAF-18]', () =>
      void dated.when(set('2027-03-01T00:00:00Z'), as()).thenEvents(becomes('2027-03-01T00:00:00.000Z')));
    it.each([
      [31, '2027-01-31T00:00:00.000Z'],
      [-31, '2026-11-30T00:00:00.000Z'],
    ])(
      'moves by %d days [SL-UAF-19, SL-UAF-21]',
      (days, after) => void dated.when(addDays(days), as()).thenEvents(becomes(after)),
    );
    it('does not move where there is none [SL-UAF-20]', () =>
      void license.when(addDays(1), as()).thenRefused(invalid('expiresAt')));
    it.each([2_147_483_647, -2_147_483_648])(
      'does not move by %d days, out of the range of dates [SL-UAF-22]',
      (days) => void dated.when(addDays(days), as()).thenRefused(invalid('expiresAt')),
    );
    it('already so changes nothing [SL-UAF-29]', () =>
      void dated.when(set('2026-12-31T00:00:00Z'), as()).thenNothing());
  });

  describe('counters', () => {
    it('are kept as they were asked, so that parallel increments add up [SL-UAF-28]', () => {
      const changes = {
        activationsLeft: { add: 2 },
        deactivationsLeft: { set: 1 },
        counter: { set: 0 },
      };
      license.when(update(changes), as()).thenEvents({ type: 'LicenseUpdated', data: { changes } });
    });
    it('that the ledger cannot hold refuse the whole change [SL-UAF-22, SL-UAF-27]', () =>
      void license
        .when(update({ status: statusOfSolo('FRD'), activationsLeft: { add: -9 } }, false), as())
        .thenRefused(invalid('counters')));
    it('unlimited activations are not incremented, but limited by setting them [UNI-64]', () => {
      const unlimited = given(licenseDecider, added({ activationsLeft: null }));
      unlimited.when(update({ activationsLeft: { add: 1 } }), as()).thenRefused(invalid('activationsLeft'));
      unlimited.when(update({ activationsLeft: { set: 3 } }), as()).thenState((state) => {
        expect(state).toMatchObject({ unlimited: false });
      });
    });
    it('an unset license counter is not incremented until it was set [SL-UAF-15, SL-UAF-17]', () => {
      license.when(update({ counter: { add: 1 } }), as()).thenRefused(invalid('counter'));
      const counted = given(licenseDecider, added(), {
        type: 'LicenseUpdated',
        data: { ...LicenseUpdated.sample, changes: { counter: { set: 0 } } },
      });
      counted.when(update({ counter: { add: 1 } }), as()).thenEvents({ type: 'LicenseUpdated' });
    });
    it('are asked about only where they change', () => {
      expect(counterChanges({ activationsLeft: { add: 0 }, counter: { set: 0 }, licenseUpdate: 'x' })).toEqual({
        counter: { set: 0 },
      });
    });
  });

  describe('texts', () => {
    it('replaces the serial number, claims the new one and releases the old [SL-UAF-25, SL-UAF-41, UNI-04]', () => {
      const then = license.when(update({ serialNumberText: 'ABC-1' }), as());
      then.thenEvents({
        type: 'LicenseUpdated',
        data: { changes: { serialNumberText: { before: '', after: 'ABC-1', keyBefore: 'K7MQ-2ZTR-9WHX-4DCA' } } },
      });
      expect(then.decision).toMatchObject({
        claims: [{ scope: 'serial/1001', key: 'abc-1' }],
        releases: [{ scope: 'serial/1001', key: 'k7mq-2ztr-9whx-4dca' }],
      });
      then.thenState((state) => {
        expect(state).toMatchObject({ key: 'ABC-1', serialNumberText: 'ABC-1' });
      });
    });
    it('keeps the claim when only letter case changes', () => {
      const { decision } = license.when(update({ serialNumberText: 'k7mq-2ztr-9whx-4dca' }), as());
      expect(decision).toMatchObject({ claims: [], releases: [] });
    });
    it('already so change nothing [SL-UAF-29]', () =>
      void given(licenseDecider, added({ licenseUpdate: 'x' }))
        .when(update({ licenseUpdate: 'x' }), as())
        .thenNothing());
  });

  describe('rights as the account has set them', () => {
    const voided = update({ status: statusOfSolo('VOI') });
    const text = update({ licenseUpdate: 'x' });
    const ruled = (rules: Partial<CallerRules>, via: Via = 'solo'): DecisionContext => {
      const context = as(staff, via);
      return { ...context, caller: { ...context.caller, rules: { ...defaultCallerRules, ...rules } } };
    };

    it('let Edit Licenses set Void and Returned, and no more than that [SL-UAF-08, AMB-21]', () => {
      license.when(voided, ruled({ voidBy: 'master' })).thenRefused(masterMissing);
      license.when(voided, ruled({ voidBy: 'edit' })).thenEvents({ type: 'LicenseStatusChanged' });
      license
        .when(update({ status: statusOfSolo('RET') }), ruled({ voidBy: 'edit' }))
        .thenEvents({ type: 'LicenseStatusChanged' });
      inStatus('VOI')
        .when(update({ status: statusOfSolo('OK') }), ruled({ voidBy: 'edit' }))
        .thenRefused(masterMissing);
    });
    it('let others change all but the status of a closed license [SL-UAF-10, AMB-04]', () => {
      for (const code of ['VOI', 'RET', 'DEL'] as const) {
        inStatus(code)
          .when(text, ruled({ closedLicenseEdits: 'all' }))
          .thenRefused(masterMissing);
        inStatus(code)
          .when(text, ruled({ closedLicenseEdits: 'status' }))
          .thenEvents({ type: 'LicenseUpdated' });
        const back = update({ status: statusOfSolo('OK'), licenseUpdate: 'x' });
        inStatus(code)
          .when(back, ruled({ closedLicenseEdits: 'status' }))
          .thenRefused(masterMissing);
      }
    });
    it('hold for SOLO only', () => {
      const rules = { voidBy: 'edit', closedLicenseEdits: 'status' } as const;
      license.when(voided, ruled(rules, 'native')).thenRefused(masterMissing);
      inStatus('VOI').when(text, ruled(rules, 'native')).thenRefused(masterMissing);
    });
  });

  describe('members of the native API', () => {
    const native = as(scopes, 'native');
    const withPrepared = (changes: RequestedChanges, told: Partial<Prepared> = {}) => ({
      ...update(changes),
      prepared: { ...nothingPrepared, ...told },
    });

    it('change together, and only where they differ [API-LIC-13, API-VERB-07]', () => {
      const changes = { quantity: 2, unitPrice: '5.00', currentVersion: '2.0', isTest: true, isTrial: true };
      license.when(update(changes), native).thenEvents({ type: 'LicenseUpdated', data: { changes } });
      const { quantity, unitPrice } = LicenseAdded.sample;
      license.when(update({ quantity, unitPrice, isTest: false }), native).thenNothing();
    });

    it('make a license a test for good once it was activated, and on evaluation accounts always [API-LIC-13, API-LIC-07]', () => {
      license.when(withPrepared({ isTest: true }, { activated: true }), native).thenRefused(invalid('isTest'));
      license.when(withPrepared({ isTrial: true }, { activated: true }), native).thenRefused(invalid('isTrial'));
      given(licenseDecider, added({ isTest: true }))
        .when(withPrepared({ isTest: false }, { evaluation: true }), native)
        .thenNothing();
    });

    it('give it to another customer of the author only', () => {
      license.when(update({ customerId: 3002 }), native).thenEvents({
        type: 'LicenseUpdated',
        data: { changes: { customerId: { before: 3001, after: 3002 } } },
      });
      license.when(withPrepared({ customerId: 3002 }, { customerKnown: false }), native).thenRefused({
        code: 'not_found',
        facts: { what: 'customer' },
      });
    });

    it('let it give way to another license of the author only, or to none any more [API-TRN-03]', () => {
      const uuid = '019a6f6e-3c00-7000-8000-000000000fa2';
      const other = (licenseId: number, authorId = 1) => ({ replacement: { licenseId, uuid, authorId } });
      const changes = { replacedBy: { before: null, after: { licenseId: 4002, uuid } } };
      license
        .when(withPrepared({ replacedBy: 4002 }, other(4002)), native)
        .thenEvents({ type: 'LicenseUpdated', data: { changes } });
      const replaced = given(licenseDecider, added(), {
        type: 'LicenseUpdated',
        data: { ...LicenseUpdated.sample, changes },
      });
      replaced.when(withPrepared({ replacedBy: 4002 }, other(4002)), native).thenNothing();
      replaced.when(update({ replacedBy: null }), native).thenEvents({ type: 'LicenseUpdated' });
      for (const told of [other(4001), other(4002, 2), {}])
        license.when(withPrepared({ replacedBy: 4002 }, told), native).thenRefused(invalid('replacedBy'));
    });

    it('are decided on the version that the caller saw, and that texts were compared with [API-ETAG-03]', () => {
      const expecting = (expectedVersion: number): UpdateLicenseCommand => {
        const command = update({ quantity: 2 });
        return { ...command, request: { ...command.request, expectedVersion } };
      };
      license.when(expecting(1), native).thenEvents({ type: 'LicenseUpdated' });
      license.when(expecting(2), native).thenRefused({ code: 'version_conflict', facts: { version: 1 } });
      const text = { sealed: { notes: 's1|licenses/license-4001|AAAA' }, basedOn: 2 };
      license.when(withPrepared({ notes: 'n' }, text), native).thenRefused({
        code: 'version_conflict',
        facts: { version: 1, again: true },
      });
    });

    it('know unlimited seats by their limit [API-LIC-16, UNI-64]', () => {
      const then = license.when(update({ activationsLeft: { limit: null } }), native);
      then.thenState((state) => {
        expect(state).toMatchObject({ unlimited: true });
      });
    });
  });

  it('records all that one command changes in one event, named by the weightiest [SL-UAF-27]', () => {
    const dated = { expiresAt: { set: '2027-03-01T00:00:00.000Z' }, licenseUpdate: 'silver' };
    const data = { changes: { licenseUpdate: 'silver' } };
    license
      .when(update({ ...dated, status: statusOfSolo('CHK') }), as())
      .thenEvents({ type: 'LicenseStatusChanged', data });
    license.when(update(dated), as()).thenEvents({ type: 'LicenseExpirationChanged', data });
  });

  it('names the first fault when there are several [SL-UAF-39]', () => {
    const voided: RequestedChanges = { status: statusOfSolo('VOI'), expiresAt: { addDays: 1 } };
    const unknown = given(licenseDecider);
    unknown
      .when(update(null), as(without('licenses:write')))
      .thenRefused({ code: 'scope_missing', facts: { scope: 'licenses:write' } });
    unknown.when(update(null), as(staff)).thenRefused({ code: 'not_found' });
    license.when(update(null), as(staff)).thenRefused(invalid('form'));
    license.when(update({}), as(staff)).thenRefused(invalid('form'));
    license.when(update(voided), as(staff)).thenRefused(masterMissing);
    license.when(update(voided), as()).thenRefused(invalid('expiresAt'));
  });

  it.each(['licenses:write', 'licenses:status'])('needs %s for a status by SOLO [PERM-02, SL-UAF-34]', (scope) => {
    license
      .when(update({ status: blocked }), as(without(scope)))
      .thenRefused({ code: 'scope_missing', facts: { scope } });
  });

  it('does not see licenses of another author [AUTH-14, SL-UAF-35]', () => {
    given(licenseDecider, added({ authorId: 2 }))
      .when(update({ licenseUpdate: 'x' }), as())
      .thenRefused({ code: 'not_found' });
  });
});

import { OptionCreated, RenewalCreated, type RenewalEvent, defaultOption } from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import { type OptionState, evolveOption, noOption } from './option.ts';
import { type RenewalCommand, renewalDecider } from './renewal.decide.ts';

const context: DecisionContext = {
  now: new Date('2026-03-05T10:00:00.000Z'),
  caller: { scopes: ['renewals:write'], via: 'native' },
  commandId: 'c-9',
};
const renewing = { type: 'renewal', expiry: { rule: 'daysFromCreation', days: 365, date: null } } as const;
const optionWith = (settings: object = {}): OptionState =>
  evolveOption(noOption, {
    type: 'OptionCreated',
    data: { ...OptionCreated.sample, settings: { ...defaultOption, ...renewing, ...settings } },
  });
const prepared = { renewalId: 6001, uuid: RenewalCreated.sample.uuid, key: RenewalCreated.sample.key };
const create = (settings: object = {}, more: object = {}): RenewalCommand => ({
  ...{ type: 'CreateRenewal', request: { authorId: 1, optionId: 2001, invoiceId: null, isTest: false } },
  ...{ option: optionWith(settings), invoice: null, evaluation: false, prepared, keyClaim: { scope: 's', key: 'k' } },
  ...more,
});
const created: RenewalEvent = { type: 'RenewalCreated', data: RenewalCreated.sample };
const license = { licenseId: 4001, uuid: '019a6f6e-3c00-7000-8000-000000000fa1' };
const request = { authorId: 1 };
const use = (useId: string): RenewalCommand => ({
  ...{ type: 'UseRenewal', request, useId, license, expectedVersion: null },
});
const [one, two] = ['019a6f6e-3c00-7000-8000-0000000000d1', '019a6f6e-3c00-7000-8000-0000000000d2'] as const;
const asked: RenewalEvent = {
  type: 'RenewalUseRequested',
  data: { ...ids(), useId: one, license, expectedVersion: null, at: '2026-03-05T09:00:00.000Z' },
};
const used: RenewalEvent = {
  type: 'RenewalUsed',
  data: { ...ids(), version: 2, useId: one, license, at: '2026-03-05T09:00:01.000Z' },
};
function ids() {
  const { renewalId, uuid, authorId } = RenewalCreated.sample;
  return { renewalId, uuid, authorId };
}
const to = (status: 'active' | 'blocked' | 'deleted', expectedVersion: number | null = null): RenewalCommand => ({
  ...{ type: 'TransitionRenewal', note: null },
  request: { authorId: 1, renewalId: 6001, to: status, note: '', expectedVersion },
});
const renewal = given(renewalDecider, created);

describe('a renewal', () => {
  it('is made by an active option of its type, with the terms that this has now [API-INV-06]', () => {
    const settings = { renewal: { fromTypeId: 1, toTypeId: 2 }, edition: { typeId: 2, name: 'Professional' } };
    given(renewalDecider)
      .when(create(settings), context)
      .thenEvents({
        type: 'RenewalCreated',
        data: {
          ...{ productId: 1001, optionId: 2001, types: settings.renewal, isTest: false },
          terms: { expiry: { days: 365 }, edition: settings.edition },
        },
      });
    for (const [wrong, reason] of [
      [{ type: 'activationCode' }, 'type'],
      [{ status: 'inactive' }, 'inactive'],
    ] as const)
      given(renewalDecider)
        .when(create(wrong), context)
        .thenRefused({ code: 'option_not_issuable', facts: { reason } });
    given(renewalDecider)
      .when(create(), { ...context, caller: { scopes: [], via: 'native' } })
      .thenRefused({ code: 'scope_missing', facts: { scope: 'renewals:write' } });
  });

  it('is for tests on an evaluation account [API-LIC-07]', () => {
    given(renewalDecider)
      .when(create({}, { evaluation: true }), context)
      .thenEvents({ type: 'RenewalCreated', data: { isTest: true } });
  });

  it('is blocked, deleted and freed again, until it is used [API-INV-06]', () => {
    renewal
      .when(to('blocked'), context)
      .thenEvents({ type: 'RenewalStatusChanged', data: { version: 2, before: 'active', after: 'blocked' } });
    renewal.when(to('active'), context).thenNothing();
    renewal.when(to('deleted', 7), context).thenRefused({ code: 'version_conflict', facts: { version: 1 } });
  });

  it.each(['blocked', 'deleted'] as const)('that was used is not %s any more, a reading [API-INV-06]', (status) => {
    given(renewalDecider, created, asked, used)
      .when(to(status), context)
      .thenRefused({ code: 'transition_not_allowed', facts: { from: 'used', to: status } });
  });

  it('is used by one at a time, and settled before anything else is done with it [API-LIC-22, IP-RENEW-15]', () => {
    renewal.when(use(one), context).thenEvents({ type: 'RenewalUseRequested', data: { useId: one, license } });
    const pending = given(renewalDecider, created, asked);
    for (const command of [use(two), to('blocked')])
      pending.when(command, context).thenRefused({ code: 'version_conflict', facts: { again: true } });
    pending
      .when({ type: 'EndRenewalUse', request, useId: one }, context)
      .thenEvents({ type: 'RenewalUsed', data: { version: 2, useId: one, license } })
      .thenState((state) => {
        expect(state).toMatchObject({ usedAt: '2026-03-05T10:00:00.000Z', usedFor: license, pending: null });
      });
    pending.when({ type: 'EndRenewalUse', request, useId: two }, context).thenNothing();
  });

  it('is free again when its use is given up [API-LIC-22]', () => {
    const refusal = { code: 'renewal_not_applicable', facts: { reason: 'ended' } } as const;
    const claim = { scope: 'renewalUse', key: one };
    given(renewalDecider, created, asked)
      .when({ type: 'AbandonRenewalUse', request, useId: one, refusal, claim }, context)
      .thenEvents({ type: 'RenewalUseAbandoned', data: { useId: one, ...refusal } })
      .thenState((state) => {
        expect(state).toMatchObject({ usedAt: null, pending: null });
      });
  });

  it.each([
    ['used', [asked, used]],
    ['blocked', [status('blocked')]],
    ['deleted', [status('deleted')]],
  ] as const)('that is %s is refused for that reason [IP-RENEW-11, IP-RENEW-12]', (reason, events) => {
    given(renewalDecider, created, ...events)
      .when(use(two), context)
      .thenRefused({ code: 'renewal_not_applicable', facts: { reason } });
  });

  it('of another account is not there [AUTH-14]', () => {
    renewal
      .when({ ...use(one), request: { authorId: 2 } } as RenewalCommand, context)
      .thenRefused({ code: 'not_found' });
  });
});

function status(after: 'blocked' | 'deleted'): RenewalEvent {
  const data = { ...ids(), version: 2, before: 'active' as const, after, note: null, at: '2026-03-05T09:00:00.000Z' };
  return { type: 'RenewalStatusChanged', data };
}

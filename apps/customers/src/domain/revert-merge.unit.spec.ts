import { CustomerCreated, type CustomerEvent, CustomerMerged } from '@licet/contracts';
import { given } from '@licet/testing';
import { customerDecider } from './customer.decide.ts';
import type { RevertMergeCommand } from './revert-merge.ts';

const { customerId, uuid } = CustomerCreated.sample;
const created: CustomerEvent = { type: 'CustomerCreated', data: { ...CustomerCreated.sample, registered: false } };
const merged: CustomerEvent = {
  type: 'CustomerMerged',
  data: { ...CustomerMerged.sample, customerId, uuid, intoId: 3002, at: '2026-03-01T10:00:00.000Z' },
};
const retired = given(customerDecider, created, merged);
const on = (now: string, scope = 'customers:write') => ({
  now: new Date(now),
  caller: { actor: { kind: 'key' as const, id: 'k' }, scopes: [scope] },
  commandId: 'c-1',
});
const revert: RevertMergeCommand = {
  type: 'RevertMerge',
  request: { authorId: 1, customerId },
  prepared: { turn: 6, erased: false },
};

describe('a merge that staff takes back', () => {
  it('lets the customer stand for himself, as registered as he was, on a turn of its own [API-CUS-04]', () => {
    const { decision } = retired.when(revert, on('2026-03-31T10:00:00.000Z'));
    expect(decision).toMatchObject({
      events: [{ type: 'CustomerMergeReverted', data: { customerId, intoId: 3002, registered: false, turn: 6 } }],
      claims: [{ scope: 'customerTurn/1', key: '6' }],
    });
  });

  it('is of the last 30 days, and was not taken back before [API-CUS-04]', () => {
    const refusal = { code: 'not_revertible', facts: { what: 'merge', customerId } } as const;
    retired.when(revert, on('2026-03-31T10:00:00.001Z')).thenRefused(refusal);
    given(customerDecider, created).when(revert, on('2026-03-02T10:00:00.000Z')).thenRefused(refusal);
    const { events } = retired.when(revert, on('2026-03-02T10:00:00.000Z')).decision as {
      events: readonly CustomerEvent[];
    };
    given(customerDecider, created, merged, ...events)
      .when(revert, on('2026-03-02T11:00:00.000Z'))
      .thenRefused(refusal);
  });

  it('is none of an erased customer [API-CUS-05]', () => {
    const refusal = { code: 'not_revertible' } as const;
    retired
      .when({ ...revert, prepared: { turn: 6, erased: true } }, on('2026-03-02T10:00:00.000Z'))
      .thenRefused(refusal);
  });

  it('is for staff of his account [AUTH-14, API-KEY-09]', () => {
    retired.when(revert, on('2026-03-02T10:00:00.000Z', 'customers:read')).thenRefused({ code: 'scope_missing' });
    const foreign = { ...revert, request: { authorId: 2, customerId } };
    retired.when(foreign, on('2026-03-02T10:00:00.000Z')).thenRefused({ code: 'not_found' });
  });
});

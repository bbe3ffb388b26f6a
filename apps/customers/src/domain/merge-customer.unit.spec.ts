import { CustomerCreated, CustomerMerged, type CustomerEvent } from '@licet/contracts';
import { given } from '@licet/testing';
import { customerDecider } from './customer.decide.ts';
import type { MergeCustomerCommand } from './merge-customer.ts';

const { customerId, uuid } = CustomerCreated.sample;
const created: CustomerEvent = { type: 'CustomerCreated', data: CustomerCreated.sample };
const merged: CustomerEvent = {
  type: 'CustomerMerged',
  data: { ...CustomerMerged.sample, customerId, uuid, intoId: 3002 },
};
const customer = given(customerDecider, created);
const retired = given(customerDecider, created, merged);
const as = (scope: string, kind: 'key' | 'customer' = 'key') => ({
  now: new Date('2026-04-01T00:00:00.000Z'),
  caller: { actor: { kind, id: String(customerId) }, scopes: [scope] },
  commandId: 'c-1',
});
const staff = as('customers:write');
const told = 's1|customers/customer-3001|AAAA';

const merge = (intoId: number, answeredBy = customerId, version = 1): MergeCustomerCommand => ({
  ...{ type: 'MergeCustomer', request: { authorId: 1, customerId } },
  prepared: { version, into: { intoId, intoUuid: CustomerMerged.sample.intoUuid, told, turn: 5 }, answeredBy },
});

describe('a merge that staff asks for', () => {
  it('retires the customer, on a turn that no other merge has [API-CUS-04]', () => {
    const { decision } = customer.when(merge(3002), staff);
    expect(decision).toMatchObject({
      events: [{ type: 'CustomerMerged', data: { customerId, intoId: 3002, told, turn: 5 } }],
      claims: [{ scope: 'customerTurn/1', key: '5' }],
    });
  });

  it('into himself is refused, which is also who answers for one that was merged into him [API-CUS-04]', () => {
    customer
      .when(merge(customerId), staff)
      .thenRefused({ code: 'parameter_invalid', facts: { pointers: ['/intoId'] } });
  });

  it('that has happened changes nothing, and never takes a customer from whom he was merged into', () => {
    retired.when(merge(3002, 3002), staff).thenNothing();
    retired.when(merge(3003, 3003), staff).thenNothing(); // his survivor was merged into that one
    retired.when(merge(3003, 3002), staff).thenRefused({ code: 'transition_not_allowed' });
  });

  it('is prepared again where the customer has changed, and is for staff of his account only [AUTH-14, API-KEY-09]', () => {
    customer.when(merge(3002, customerId, 2), staff).thenRefused({ code: 'version_conflict' });
    customer.when(merge(3002), as('customers:read')).thenRefused({ code: 'scope_missing' });
    customer.when(merge(3002), as('customers:read', 'customer')).thenRefused({ code: 'scope_missing' });
    const foreign = { ...merge(3002), request: { authorId: 2, customerId } };
    customer.when(foreign, staff).thenRefused({ code: 'not_found' });
  });
});

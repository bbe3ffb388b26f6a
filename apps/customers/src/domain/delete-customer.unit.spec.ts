import { CustomerCreated, CustomerDeleted, CustomerMerged } from '@licet/contracts';
import { given } from '@licet/testing';
import { type CustomerCommand, customerDecider } from './customer.decide.ts';
import { noCustomer } from './customer.ts';

const created = { type: 'CustomerCreated' as const, data: CustomerCreated.sample };
const deleted = { type: 'CustomerDeleted' as const, data: CustomerDeleted.sample };
const remove = (authorId = 1, hasRetired = false): CustomerCommand => ({
  ...{ type: 'DeleteCustomer', request: { authorId, customerId: CustomerCreated.sample.customerId } },
  prepared: { hasRetired, turn: 7 },
});
const as = (scopes: readonly string[], kind: 'key' | 'customer' = 'key') => ({
  now: new Date('2026-04-01T00:00:02.000Z'),
  caller: { actor: { kind, id: '3001' }, scopes },
  commandId: 'c-1',
});

describe('a customer', () => {
  it('who is deleted is unknown from then on, and not deleted twice [TEST-08]', () => {
    given(customerDecider, created)
      .when(remove(), as(['customers:erase']))
      .thenEvents(deleted)
      .thenState((state) => {
        expect(state).toEqual(noCustomer);
      });
    const gone = given(customerDecider, created, deleted);
    gone.when(remove(), as(['customers:erase'])).thenNothing();
    const { customerId } = CustomerCreated.sample;
    const register = { type: 'SetCustomerRegistered' as const, request: { authorId: 1, customerId, registered: true } };
    gone.when(register, as(['customers:write'])).thenRefused({ code: 'not_found' });
  });

  it('whom others were merged into stays, and who is deleted is so on a turn that no merge has [API-CUS-04]', () => {
    const customer = given(customerDecider, created);
    customer.when(remove(1, true), as(['customers:erase'])).thenNothing();
    const { decision } = customer.when(remove(), as(['customers:erase']));
    expect(decision).toMatchObject({
      claims: [{ scope: 'customerTurn/1', key: '7' }],
      events: [{ data: { turn: 7 } }],
    });
  });

  it('is deleted by nobody without the right to, not even by himself, and by no other account [AUTH-14]', () => {
    const customer = given(customerDecider, created);
    customer.when(remove(), as(['customers:write'])).thenRefused({ code: 'scope_missing' });
    customer.when(remove(), as([], 'customer')).thenRefused({ code: 'scope_missing' });
    customer.when(remove(2), as(['customers:erase'])).thenRefused({ code: 'not_found' });
  });

  it('who was merged stays retired: the other one answers under both numbers [SL-REG-30]', () => {
    const { customerId, uuid } = CustomerCreated.sample;
    const merged = {
      type: 'CustomerMerged' as const,
      data: { ...CustomerMerged.sample, customerId, uuid, intoId: 3005 },
    };
    given(customerDecider, created, merged)
      .when(remove(), as(['customers:erase']))
      .thenNothing();
  });
});

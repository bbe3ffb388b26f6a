import { CustomerCreated, scopes } from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import { type CustomerCommand, customerDecider } from './customer.decide.ts';
import { maySeePassword } from './customer.ts';

const created = { type: 'CustomerCreated' as const, data: CustomerCreated.sample };
const customer = given(customerDecider, created);
const password = { verifier: 'scrypt|2', sealed: 's1|customers/customer-3001|BBBB', chosenByCustomer: true };
const as = (
  granted: readonly string[] = scopes,
  actor: DecisionContext['caller']['actor'] = { kind: 'key', id: 'k' },
) => ({
  now: new Date('2026-03-01T09:00:00.000Z'),
  caller: { actor, scopes: granted },
  commandId: 'c-1',
});
const { customerId, uuid, contact, emailHash } = CustomerCreated.sample;
const create: Extract<CustomerCommand, { type: 'CreateCustomer' }> = {
  type: 'CreateCustomer',
  request: { authorId: 1, registered: false },
  isNamed: true,
  prepared: { customerId, uuid, contact, emailHash, password: null, members: {} },
};
const setRegistered = (registered: boolean, authorId = 1): CustomerCommand => ({
  type: 'SetCustomerRegistered',
  request: { authorId, customerId, registered },
});
const setPassword: CustomerCommand = { type: 'SetCustomerPassword', request: { authorId: 1, customerId }, password };

const update = (prepared: object = {}, authorId = 1): CustomerCommand => ({
  ...{ type: 'UpdateCustomer', request: { authorId, customerId }, needed: 'customers:write' },
  prepared: { version: 1, contact: { contact, emailHash, changed: ['company'] }, registered: false, ...prepared },
});

describe('customers', () => {
  it('are changed by one decision on what was read, and by nothing else [API-CUS-01]', () => {
    customer.when(update(), as()).thenEvents({ type: 'CustomerUpdated' }, { type: 'CustomerRegistered' });
    customer.when(update({ contact: null, registered: true }), as()).thenNothing();
    customer.when(update({ version: 2 }), as()).thenRefused({ code: 'version_conflict' });
    customer.when(update({}, 2), as()).thenRefused({ code: 'not_found' });
    customer.when(update(), as([])).thenRefused({ code: 'scope_missing', facts: { scope: 'customers:write' } });
  });

  it('are made with contact data that only their own key opens [CU-01]', () => {
    given(customerDecider)
      .when(create, as())
      .thenEvents({ type: 'CustomerCreated', data: { contact: 's1|customers/customer-3001|AAAA', password: null } });
  });

  it('need a company, a last name or an e-mail address, except over SOLO [API-CUS-01, LG-01]', () => {
    const nameless: CustomerCommand = { ...create, isNamed: false };
    given(customerDecider)
      .when(nameless, as())
      .thenRefused({ code: 'parameter_missing', facts: { what: 'contact' } });
    given(customerDecider).when(nameless, as([])).thenRefused({ code: 'scope_missing' });
    const overSolo: CustomerCommand = { ...nameless, request: { ...nameless.request, orReplace: true } };
    given(customerDecider).when(overSolo, as()).thenEvents({ type: 'CustomerCreated' });
  });

  it.each<[string, CustomerCommand, string]>([
    ['making', create, 'customers:create'],
    ['changing', update({ registered: true }), 'customers:write'],
    [
      'making one who is there',
      { ...update({ registered: true }), needed: 'customers:create' } as CustomerCommand,
      'customers:create',
    ],
    ['registering', setRegistered(false), 'customers:write'],
    ['a password', setPassword, 'customers:write'],
  ])('%s is guarded by its scope [PERM-17]', (_, command, scope) => {
    const lacking = scopes.filter((name) => name !== scope);
    customer.when(command, as(lacking)).thenRefused({ code: 'scope_missing', facts: { scope } });
    customer.when(command, as([scope])).thenEvents({ type: expect.any(String) as never });
  });

  it('are registered, or no longer; already so changes nothing [CU-03]', () => {
    customer.when(setRegistered(true), as()).thenNothing();
    customer.when(setRegistered(false), as()).thenState((state) => {
      expect(state).toMatchObject({ registered: false });
    });
  });

  it('of another author are not found [AUTH-14]', () => {
    customer.when(setRegistered(false, 2), as()).thenRefused({ code: 'not_found' });
    given(customerDecider).when(setPassword, as()).thenRefused({ code: 'not_found' });
  });

  it("change their own password, and no one else's", () => {
    customer
      .when(setPassword, as([], { kind: 'customer', id: '3001' }))
      .thenEvents({ type: 'CustomerPasswordChanged', data: { password } });
    customer.when(setPassword, as([], { kind: 'customer', id: '3002' })).thenRefused({ code: 'scope_missing' });
  });

  it.each([
    [true, ['customers:passwords'], true, 'PWD-13'],
    [false, ['customers:passwords'], true, 'PWD-13'],
    [false, [], true, 'PWD-14'],
    [true, [], false, 'PWD-15'],
  ])('a password chosen by the customer: %p, seen with %p: %p [%s]', (chosenByCustomer, granted, seen) => {
    expect(maySeePassword({ ...password, chosenByCustomer }, granted)).toBe(seen);
  });

  describe('names of their own', () => {
    const members = (told: object) => update({ contact: null, registered: true, members: told });
    const made = (data: object) => given(customerDecider, { ...created, data: { ...created.data, ...data } });
    const named = { scope: 'externalId/customer/1', key: 'shop-1' };
    const login = { scope: 'customerLogin/1', key: 'hash' };

    it('are claimed when they are given and let go of when they are taken [API-REP-15]', () => {
      const { decision } = customer.when(members({ externalId: 'shop-1' }), as());
      expect(decision).toMatchObject({ events: [{ data: { changed: [] } }], claims: [named], releases: [] });
      const one = made({ members: { externalId: 'shop-1' } });
      one.when(members({ externalId: 'shop-1' }), as()).thenNothing();
      const other = one.when(members({ externalId: 'shop-2' }), as()).decision;
      expect(other).toMatchObject({ claims: [{ ...named, key: 'shop-2' }], releases: [named] });
      const first = given(customerDecider).when(create, as()).decision;
      expect(first).toMatchObject({ claims: [{ scope: 'command', key: 'c-1' }] });
    });

    it('hold an e-mail address and a password together for as long as both are theirs [LG-02]', () => {
      const one = made({ login: 'hash' });
      expect(one.when(setPassword, as()).decision).toMatchObject({ releases: [login] });
      const moved = update({ registered: true, contact: { contact, emailHash: 'other', changed: ['email'] } });
      expect(one.when(moved, as()).decision).toMatchObject({ releases: [login] });
      expect(one.when(update({ registered: true }), as()).decision).toMatchObject({ releases: [] });
      expect(one.when(members({ isDistributor: true }), as()).decision).toMatchObject({ releases: [] });
    });
  });

  it('keep metadata that a change merges per key, up to fifty pairs [API-REP-14]', () => {
    const one = given(customerDecider, {
      ...created,
      data: { ...created.data, members: { metadata: { a: '1', b: '2' } } },
    });
    const told = (metadata: object) => update({ contact: null, registered: true, members: { metadata } });
    one.when(told({ a: null, c: '3' }), as()).thenState((state) => {
      expect(state).toMatchObject({ metadata: { b: '2', c: '3' }, version: 2 });
    });
    one.when(told({ a: '1', x: null }), as()).thenNothing();
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`key${i}`, '']));
    one.when(told(many), as()).thenRefused({ code: 'parameter_invalid', facts: { pointers: ['/metadata'] } });
  });
});

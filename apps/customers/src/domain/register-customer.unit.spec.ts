import { CustomerCreated, CustomerMerged, type CustomerEvent } from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import { customerDecider } from './customer.decide.ts';
import type { RegisterCustomerCommand } from './register-customer.ts';
import type { UpdateCustomerCommand } from './update-customer.ts';

const created = (registered: boolean): CustomerEvent => ({
  type: 'CustomerCreated',
  data: { ...CustomerCreated.sample, registered },
});
const merged: CustomerEvent = {
  type: 'CustomerMerged',
  data: { ...CustomerMerged.sample, customerId: 3001, intoId: 3002 },
};
const unregistered = given(customerDecider, created(false));
const registered = given(customerDecider, created(true));
const retired = given(customerDecider, created(false), merged);

const own: DecisionContext = {
  now: new Date('2026-03-05T10:00:00.000Z'),
  caller: { actor: { kind: 'customer', id: '3001' }, scopes: [] },
  commandId: 'c-3',
};
const stranger = { ...own, caller: { ...own.caller, actor: { kind: 'customer' as const, id: '3002' } } };

const contact = { contact: 's1|customers/customer-3001|BBBB', emailHash: 'aGFzaA', changed: ['city' as const] };
const password = { verifier: 'scrypt|2', sealed: 's1|customers/customer-3001|CCCC', chosenByCustomer: true };
const licensee = { name: 's1|customers/customer-3001|DDDD' };
const into = {
  intoId: 3002,
  intoUuid: CustomerMerged.sample.intoUuid,
  told: 's1|customers/customer-3001|EEEE',
  turn: 4,
};
type Request = RegisterCustomerCommand['request'];

const register = (
  prepared: Partial<RegisterCustomerCommand['prepared']> = {},
  request: Partial<Request> = {},
  status: 'open' | 'readOnly' | 'closed' = 'open',
): RegisterCustomerCommand => ({
  type: 'RegisterCustomer',
  request: { authorId: 1, customerId: 3001, licenseId: 4001, onlyUnregistered: true, licenseeOnly: false, ...request },
  account: { status },
  prepared: { version: 1, contact: null, password: null, licensee: {}, into: null, ...prepared },
});
const update = (prepared: Partial<RegisterCustomerCommand['prepared']> = {}, request: Partial<Request> = {}) =>
  register(prepared, { onlyUnregistered: false, ...request });

describe('a registration', () => {
  it('records contact data, registration, password and licensee in one append [SL-REG-01, SL-REG-20, SL-REG-27]', () => {
    unregistered
      .when(register({ contact, password, licensee }), own)
      .thenEvents(
        { type: 'LicenseeRegistered', data: { licenseId: 4001, licensee } },
        { type: 'CustomerUpdated', data: contact },
        { type: 'CustomerRegistered', data: { registered: true } },
        { type: 'CustomerPasswordChanged', data: { password } },
      )
      .thenState((state) => {
        expect(state).toMatchObject({ registered: true, contact: contact.contact, password, version: 5 });
      });
  });

  it('without any data still registers [SL-REG-38]', () => {
    unregistered.when(register(), own).thenEvents({ type: 'CustomerRegistered' });
  });

  it('of a registered customer is refused by Register alone [SL-REG-02 … SL-REG-04, SL-REG-35]', () => {
    registered
      .when(register({ contact }), own)
      .thenRefused({ code: 'duplicate', facts: { what: 'registration', customerId: 3001 } });
    registered.when(update({ contact }), own).thenEvents({ type: 'CustomerUpdated' });
    registered.when(update(), own).thenNothing();
  });

  it('of the licensee only leaves the customer as he is, registered or not [SL-REG-23 … SL-REG-25]', () => {
    const only = { licenseeOnly: true };
    const all = { contact, password, licensee, into };
    unregistered.when(register(all, only), own).thenEvents({ type: 'LicenseeRegistered' });
    registered.when(update(all, only), own).thenEvents({ type: 'LicenseeRegistered' });
    registered.when(register(all, only), own).thenRefused({ code: 'duplicate' });
    unregistered.when(register({ contact }, only), own).thenNothing();
  });

  it('merges an unregistered customer, and never a registered one [SL-REG-29 … SL-REG-31]', () => {
    unregistered
      .when(register({ licensee, into }), own)
      .thenEvents({ type: 'LicenseeRegistered' }, { type: 'CustomerMerged', data: into })
      .thenState((state) => {
        expect(state).toMatchObject({ mergedInto: 3002 });
      });
    registered.when(update({ contact, into }), own).thenEvents({ type: 'CustomerUpdated' });
  });

  it('that was prepared on an older state is prepared again', () => {
    unregistered.when(register({ version: 2 }), own).thenRefused({ code: 'version_conflict' });
    retired.when(register({ version: 2 }), own).thenRefused({ code: 'version_conflict' });
  });

  it('is refused for another author, another customer and an account that does not write [AUTH-14, AUTH-15, PWD-11]', () => {
    unregistered.when(register({}, { authorId: 2 }), own).thenRefused({ code: 'not_found' });
    unregistered.when(register(), stranger).thenRefused({ code: 'scope_missing' });
    unregistered.when(register({}, {}, 'closed'), own).thenRefused({ code: 'account_closed' });
    unregistered.when(register({}, {}, 'readOnly'), own).thenRefused({ code: 'account_read_only' });
  });
});

it('nothing is decided about a retired customer but by whoever answers for him', () => {
  const staff = { ...own, caller: { ...own.caller, scopes: ['customers:write'] } };
  const request = { authorId: 1, customerId: 3001 };
  retired.when({ type: 'SetCustomerPassword', request, password }, staff).thenRefused({ code: 'version_conflict' });
  retired
    .when({ type: 'SetCustomerRegistered', request: { ...request, registered: true } }, staff)
    .thenRefused({ code: 'version_conflict' });
});

describe('the survivor of a merge', () => {
  const system = { ...own, caller: { actor: { kind: 'system' as const, id: 'customers' }, scopes: [] } };
  const takeOver = (
    prepared: Pick<UpdateCustomerCommand['prepared'], 'version' | 'contact'>,
  ): UpdateCustomerCommand => ({
    ...{ type: 'UpdateCustomer', request: { authorId: 1, customerId: 3001 }, needed: 'customers:write' },
    prepared: { ...prepared, registered: true },
  });

  it('takes over what the call told, if anything differs [SL-REG-30]', () => {
    registered.when(takeOver({ version: 1, contact }), system).thenEvents({ type: 'CustomerUpdated', data: contact });
    registered.when(takeOver({ version: 1, contact: null }), system).thenNothing();
  });

  it('is looked for again when it has changed or was merged itself', () => {
    registered.when(takeOver({ version: 2, contact }), system).thenRefused({ code: 'version_conflict' });
    retired.when(takeOver({ version: 2, contact }), system).thenRefused({ code: 'version_conflict' });
  });
});

describe('the customer of a license that has none', () => {
  const make = (licenseeOnly: boolean) => ({
    type: 'CreateForLicense' as const,
    request: { authorId: 1, licenseId: 4001, licenseeOnly },
    account: { status: 'open' as const },
    prepared: { customerId: 3001, uuid: CustomerCreated.sample.uuid, contact: contact.contact, emailHash: null },
    licensee,
  });

  it.each([true, false])('is made once per license; licensee only: %p [UNI-78, CU-01]', (licenseeOnly) => {
    const { decision } = given(customerDecider)
      .when(make(licenseeOnly), own)
      .thenEvents(
        { type: 'CustomerCreated', data: { registered: !licenseeOnly, forLicenseId: 4001 } },
        { type: 'LicenseeRegistered', data: { licenseId: 4001 } },
      );
    expect(decision).toMatchObject({ claims: [{ scope: 'customerOfLicense', key: '4001' }] });
  });
});

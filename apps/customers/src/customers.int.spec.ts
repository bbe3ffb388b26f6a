import {
  CreateCustomer,
  GetCustomer,
  RevealCustomerPassword,
  SetCustomerPassword,
  SetCustomerRegistered,
  UpdateCustomer,
  VerifyCustomerPassword,
  newUuid,
} from '@licet/contracts';
import { type RunningCustomers, runCustomers } from './testing/running-customers.ts';

let customers: RunningCustomers;
beforeAll(async () => {
  customers = await runCustomers();
});
afterAll(() => customers.close());

const authorId = 1;
const contact = { company: 'Example Ltd', firstName: 'Ann', lastName: 'Zwetschke', email: 'Ann@Example.com' };
const text = 'the password of Ann';
const password = { text, chosenByCustomer: false };
const create = (given: typeof password | null = password) =>
  customers.value(CreateCustomer, { authorId, registered: false, contact, password: given });
const verify = async (customerId: number, attempt: string) =>
  (await customers.value(VerifyCustomerPassword, { customerId, password: attempt })).matches;

describe('customers', () => {
  it('are read back in clear by their own author only [CU-01, CU-02, AUTH-14]', async () => {
    const { customerId, uuid } = await create();
    expect(await customers.value(GetCustomer, { authorId, customerId })).toMatchObject({
      customerId,
      uuid,
      registered: false,
      contact: { ...contact, phone: '' },
    });
    const foreign = await customers.send(GetCustomer, { authorId: 2, customerId });
    expect(foreign).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });

  it('are made once, however often the command is sent', async () => {
    const commandId = newUuid();
    const send = () =>
      customers.send(CreateCustomer, { authorId, registered: true, contact, password: null }, { commandId });
    const [first, second] = [await send(), await send()];
    expect(second).toEqual(first);
  });

  it('who are made at once with the same e-mail address and password are one [LG-02]', async () => {
    const email = 'twins@example.com';
    const request = {
      authorId,
      registered: true,
      contact: { email, company: 'Twins' },
      password,
      orReplace: true as const,
    };
    const made = await Promise.all(Array.from({ length: 8 }, () => customers.value(CreateCustomer, request)));
    const ids = new Set(made.map(({ customerId }) => customerId));
    expect(ids.size).toBe(1);
    const [customerId = 0] = ids;
    await customers.value(SetCustomerPassword, { authorId, customerId, password: 'another', chosenByCustomer: true });
    expect((await customers.value(CreateCustomer, request)).customerId).not.toBe(customerId);
  });

  it('have external ids of their own, which others may have after them [API-REP-15]', async () => {
    const request = { authorId, registered: true, contact, password: null, members: { externalId: 'crm-1' } };
    const { customerId } = await customers.value(CreateCustomer, request);
    const taken = { ok: false, refusal: { code: 'duplicate', facts: { what: 'externalId' } } };
    expect(await customers.send(CreateCustomer, request)).toEqual(taken);
    await customers.value(CreateCustomer, { ...request, authorId: 2 });
    const second = await customers.value(CreateCustomer, { ...request, members: {} });
    const give = (id: number, externalId: string | null) =>
      customers.send(UpdateCustomer, {
        ...{ authorId, customerId: id, contact: {}, expectedVersion: null },
        members: { externalId },
      });
    expect(await give(second.customerId, 'crm-1')).toEqual(taken);
    await give(customerId, null);
    expect(await give(second.customerId, 'crm-1')).toMatchObject({ ok: true });
    const found = await customers.value(GetCustomer, { authorId, customerId: second.customerId });
    expect(found).toMatchObject({ externalId: 'crm-1', isDistributor: false, metadata: {} });
  });

  it('are registered on request [CU-03]', async () => {
    const { customerId } = await create();
    await customers.value(SetCustomerRegistered, { authorId, customerId, registered: true });
    expect(await customers.value(GetCustomer, { authorId, customerId })).toMatchObject({ registered: true });
  });

  it('stand in the record without a word in clear', async () => {
    await create();
    const { rows } = await customers.store.pool.query<{ event: string }>(
      'select data::text || metadata::text as event from event',
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { event } of rows) expect(event).not.toMatch(/Zwetschke|example\.com|password of Ann/i);
  });
});

describe('customer passwords', () => {
  it('match exactly, letter case and blanks included [PWD-12]', async () => {
    const { customerId } = await create();
    expect(await verify(customerId, text)).toBe(true);
    for (const wrong of ['', text.toUpperCase(), `${text} `]) expect(await verify(customerId, wrong)).toBe(false);
  });

  it('of another customer, of one without password and of nobody match nothing [PWD-11]', async () => {
    const [ann, bare] = await Promise.all([create(), create(null)]);
    await customers.value(SetCustomerPassword, {
      authorId,
      customerId: ann.customerId,
      password: 'hers',
      chosenByCustomer: true,
    });
    expect(await verify(bare.customerId, 'hers')).toBe(false);
    expect(await verify(bare.customerId, '')).toBe(false);
    expect(await verify(2_000_000_000, 'hers')).toBe(false);
  });

  it('are replaced at once, also while the old one is remembered [PWD-21]', async () => {
    const { customerId } = await create();
    expect(await verify(customerId, text)).toBe(true);
    await customers.value(SetCustomerPassword, { authorId, customerId, password: 'new', chosenByCustomer: true });
    expect([await verify(customerId, text), await verify(customerId, 'new')]).toEqual([false, true]);
  });

  it.each([
    ['[PWD-13]', true, ['customers:passwords'], 'secret'],
    ['[PWD-14]', false, [], 'secret'],
    ['[PWD-15]', true, [], ''],
  ])('are shown by the rule %s', async (_, chosenByCustomer, scopes, shown) => {
    const { customerId } = await create({ text: 'secret', chosenByCustomer });
    const revealed = await customers.value(RevealCustomerPassword, { authorId, customerId }, { scopes });
    expect(revealed).toEqual({ password: shown });
  });

  it('can be shown again, and stand in the record under seal [PWD-19]', async () => {
    const { customerId } = await create({ text: 'Kept to be shown again', chosenByCustomer: false });
    const { rows } = await customers.store.pool.query<{ event: string }>(
      `select data::text || metadata::text as event from event where data::text like '%${customerId}%'`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { event } of rows) expect(event).not.toContain('Kept to be shown');
    expect(await customers.value(RevealCustomerPassword, { authorId, customerId })).toEqual({
      password: 'Kept to be shown again',
    });
  });

  it('set by staff are no longer the choice of the customer [PWD-17]', async () => {
    const { customerId } = await create({ text: 'mine', chosenByCustomer: true });
    await customers.value(SetCustomerPassword, { authorId, customerId, password: 'theirs', chosenByCustomer: false });
    expect(await customers.value(RevealCustomerPassword, { authorId, customerId }, { scopes: [] })).toEqual({
      password: 'theirs',
    });
  });

  it('typed by staff who make the customer anew are no longer the choice of the customer [PWD-17, LG-02]', async () => {
    const of = { authorId, registered: true, contact: { email: 'chosen@example.com' } };
    const mine = { text: 'chosen by myself', chosenByCustomer: true };
    const { customerId } = await customers.value(CreateCustomer, { ...of, password: mine });
    const shown = () => customers.value(RevealCustomerPassword, { authorId, customerId }, { scopes: [] });
    expect(await shown()).toEqual({ password: '' });
    const typed = { ...of, password: { ...mine, chosenByCustomer: false }, orReplace: true as const };
    expect((await customers.value(CreateCustomer, typed)).customerId).toBe(customerId);
    expect(await shown()).toEqual({ password: mine.text });
    expect(await verify(customerId, mine.text)).toBe(true);
  });

  it('are empty where there is none', async () => {
    const { customerId } = await create(null);
    expect(await customers.value(RevealCustomerPassword, { authorId, customerId })).toEqual({ password: '' });
  });
});

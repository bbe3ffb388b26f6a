import {
  type CallContext,
  type Contact,
  CreateAuthor,
  CreateCustomer,
  GetCustomer,
  RegisterCustomer,
  type RequestOf,
  RevealCustomerPassword,
  SetCustomerPassword,
  SetCustomerRegistered,
  VerifyCustomerPassword,
  newUuid,
} from '@licet/contracts';
import { eventually } from '@licet/testing';
import { type RunningCustomers, runCustomers } from '../testing/running-customers.ts';

let customers: RunningCustomers;
let authorId: number;
beforeAll(async () => {
  customers = await runCustomers();
  ({ authorId } = await customers.value(CreateAuthor, { name: 'Example Software', mode: 'live' }));
});
afterAll(() => customers.close());

type Made = Partial<{ registered: boolean; contact: Partial<Contact>; password: string; author: number }>;
let made = 0;
const someone = () => `someone${++made}@example.com`;
async function create({
  registered = false,
  contact = { lastName: 'Somebody' },
  password = 'opensesame',
  author = authorId,
}: Made = {}) {
  const text = { text: password, chosenByCustomer: false };
  const request = { authorId: author, registered, contact, password: text };
  return (await customers.value(CreateCustomer, request)).customerId;
}
const as = (customerId: number): Partial<CallContext> => ({
  actor: { kind: 'customer', id: String(customerId) },
  scopes: [],
  via: 'solo',
});
const send = (customerId: number, request: Partial<RequestOf<typeof RegisterCustomer>> = {}) =>
  customers.send(
    RegisterCustomer,
    {
      ...{ authorId, customerId, licenseId: 4000 + customerId, onlyUnregistered: false, licenseeOnly: false },
      ...{ contact: {}, licensee: {}, password: 'of the license', newPassword: null, ...request },
    },
    as(customerId),
  );
const done = async (customerId: number, request?: Partial<RequestOf<typeof RegisterCustomer>>) => {
  const reply = await send(customerId, request);
  if (!reply.ok) throw new Error(`refused: ${reply.refusal.code}`);
  return { ...reply.value, positions: reply.positions ?? [] };
};
const read = (customerId: number, author = authorId) => customers.value(GetCustomer, { authorId: author, customerId });
const verifies = async (customerId: number, password: string) =>
  (await customers.value(VerifyCustomerPassword, { customerId, password })).matches;

describe('a registration', () => {
  it('keeps what is not told and clears what is told empty [SL-REG-17, SL-REG-18]', async () => {
    const id = await create({ contact: { company: 'Example', city: 'Köln', notes: 'a note' } });
    await done(id, { contact: { city: '', vatNumber: 'DE1' } });
    expect(await read(id)).toMatchObject({
      registered: true,
      contact: { company: 'Example', city: '', notes: 'a note', vatNumber: 'DE1' },
    });
  });

  it('sent twice at once registers once and is refused once', async () => {
    const id = await create();
    const both = await Promise.all([1, 2].map(() => send(id, { onlyUnregistered: true, contact: { city: 'Bonn' } })));
    expect(both.map((reply) => (reply.ok ? 'ok' : reply.refusal.code)).sort()).toEqual(['duplicate', 'ok']);
  });

  it('sent many times at once loses no member', async () => {
    const id = await create();
    const members = ['company', 'firstName', 'lastName', 'city', 'phone', 'fax', 'notes', 'country'] as const;
    const replies = await Promise.all(
      members.map((member) => retried(() => send(id, { contact: { [member]: member } }))),
    );
    expect(replies.every(({ ok }) => ok)).toBe(true);
    expect((await read(id)).contact).toMatchObject(Object.fromEntries(members.map((member) => [member, member])));
  });

  it('takes a new password from whoever knows the old one, and from nobody else [PWD-16, PWD-20, PWD-21, SL-REG-20, SL-REG-21]', async () => {
    const id = await create();
    await done(id, { newPassword: 'ignored' });
    expect([await verifies(id, 'opensesame'), await verifies(id, 'ignored')]).toEqual([true, false]);
    await done(id, { password: 'opensesame', newPassword: 'sesame street' });
    expect([await verifies(id, 'opensesame'), await verifies(id, 'sesame street')]).toEqual([false, true]);
    const seen = await customers.value(RevealCustomerPassword, { authorId, customerId: id }, { scopes: [] });
    expect(seen).toEqual({ password: '' }); // chosen by the customer
  });

  it('names the licensee in its own record, sealed', async () => {
    const id = await create();
    const { positions } = await done(id, {
      licenseeOnly: true,
      licensee: { name: 'Ada Löwe' },
      contact: { city: 'X' },
    });
    expect(positions).toHaveLength(1);
    expect(await read(id)).toMatchObject({ registered: false, contact: { city: '' } });
    const events = await customers.store.readStream(`customer-${id}`, 1);
    expect(events.map(({ type }) => type)).toEqual(['LicenseeRegistered']);
    expect(JSON.stringify(events)).not.toContain('Löwe');
  });

  it('of one license without customer makes one customer, however often it is sent [UNI-78]', async () => {
    const request = {
      ...{ authorId, customerId: null, licenseId: 900_001, onlyUnregistered: true, licenseeOnly: false },
      ...{ contact: { city: 'Bonn' }, licensee: {}, password: 'of the license', newPassword: null },
    };
    const anybody = { actor: { kind: 'installation' as const, id: 'anonymous' }, scopes: [], via: 'solo' as const };
    const replies = await Promise.all([1, 2, 3].map(() => customers.send(RegisterCustomer, request, anybody)));
    const kinds = replies.map((reply) => (reply.ok ? 'ok' : reply.refusal.code)).sort();
    expect(kinds.filter((kind) => kind === 'ok')).toHaveLength(1);
  });
});

describe('a merge', () => {
  it('retires an unregistered customer into the registered one with his e-mail and password [SL-REG-29, SL-REG-30]', async () => {
    const email = someone();
    const known = await create({ registered: true, contact: { email, company: 'Known', city: 'Köln' } });
    const other = await create({ contact: { company: 'Other', phone: '1' } });
    const { customerId } = await done(other, { contact: { email: email.toUpperCase(), city: 'Bonn' } });
    expect(customerId).toBe(known);
    for (const id of [known, other])
      expect(await read(id)).toMatchObject({
        customerId: known,
        registered: true,
        contact: { company: 'Known', city: 'Bonn', phone: '', email: email.toUpperCase() },
      });
    expect(await verifies(other, 'opensesame')).toBe(true);
  });

  it('counts the password as it stands after the call [SL-REG-30]', async () => {
    const email = someone();
    const known = await create({ registered: true, contact: { email }, password: 'theirs' });
    const other = await create({ contact: { email } });
    expect((await done(other, { newPassword: 'theirs', password: 'opensesame' })).customerId).toBe(known);
    const third = await create({ contact: { email } });
    expect((await done(third, { newPassword: 'theirs' })).customerId).toBe(third); // not authenticated by it
  });

  it('never crosses authors, and needs both e-mail and password [SL-REG-31]', async () => {
    const { authorId: elsewhere } = await customers.value(CreateAuthor, { name: 'Elsewhere', mode: 'live' });
    const email = someone();
    await create({ registered: true, contact: { email }, author: elsewhere });
    await create({ registered: true, contact: { email }, password: 'another' });
    await create({ registered: false, contact: { email } });
    await create({ registered: true, contact: { email: someone() } });
    const id = await create();
    expect((await done(id, { contact: { email } })).customerId).toBe(id);
  });

  it('never merges two registered customers [SL-REG-31]', async () => {
    const email = someone();
    await create({ registered: true, contact: { email } });
    const id = await create({ registered: true, contact: { email } });
    expect((await done(id, { contact: { city: 'Bonn' } })).customerId).toBe(id);
  });

  it('is not asked for by a registration of the licensee only [SL-REG-23, SL-REG-24]', async () => {
    const email = someone();
    await create({ registered: true, contact: { email } });
    const id = await create({ contact: { email } });
    expect((await done(id, { licenseeOnly: true, licensee: { name: 'Ada' } })).customerId).toBe(id);
    expect(await read(id)).toMatchObject({ customerId: id, registered: false });
  });

  it('of many at once ends with one customer, who has what each has told', async () => {
    const email = someone();
    const known = await create({ registered: true, contact: { email } });
    const members = ['company', 'city', 'phone', 'fax', 'notes', 'country'] as const;
    const others = await Promise.all(members.map(() => create()));
    const replies = await Promise.all(
      others.map((id, i) => retried(() => send(id, { contact: { email, [members[i]!]: 'told' } }))),
    );
    expect(replies.map((reply) => reply.ok && reply.value.customerId)).toEqual(members.map(() => known));
    await eventually(async () => {
      expect((await read(known)).contact).toMatchObject(Object.fromEntries(members.map((member) => [member, 'told'])));
    });
  });

  it('is finished once, also when the process that decided it died right after [SL-REG-30]', async () => {
    const known = await create({ registered: true, contact: { company: 'Known' } });
    const other = await create({ contact: { company: 'Other', city: 'Bonn' } });
    const [created] = await customers.store.readStream(`customer-${other}`);
    const { uuid, contact } = created!.data as { uuid: string; contact: string };
    const data = {
      customerId: other,
      uuid,
      authorId,
      intoId: known,
      intoUuid: uuid,
      told: contact,
      at: created!.recordedAt,
    };
    await customers.store.append({
      ...{ streamId: `customer-${other}`, expectedVersion: 1, commandId: newUuid(), authorId },
      events: [{ type: 'CustomerMerged', schemaVersion: 1, data, metadata: created!.metadata }],
    });
    await eventually(async () => {
      expect((await read(other)).contact).toMatchObject({ company: 'Other', city: 'Bonn' });
    });
    expect(await customers.store.versionOf(`customer-${known}`)).toBe(2);
  });

  it('takes along what staff does under the old number', async () => {
    const email = someone();
    const known = await create({ registered: true, contact: { email } });
    const other = await create();
    await done(other, { contact: { email } });
    await customers.value(SetCustomerPassword, {
      authorId,
      customerId: other,
      password: 'new',
      chosenByCustomer: false,
    });
    await customers.value(SetCustomerRegistered, { authorId, customerId: other, registered: false });
    expect(await verifies(known, 'new')).toBe(true);
    expect(await read(known)).toMatchObject({ customerId: known, registered: false });
  });

  it('goes on to wherever the survivor went', async () => {
    const email = someone();
    const last = await create({ registered: true, contact: { email } });
    const middle = await create({ registered: true, contact: { email: `2${email}` } });
    const first = await create();
    expect((await done(first, { contact: { email: `2${email}` } })).customerId).toBe(middle);
    await customers.value(SetCustomerRegistered, { authorId, customerId: middle, registered: false });
    expect((await done(middle, { contact: { email } })).customerId).toBe(last);
    expect((await read(first)).customerId).toBe(last);
  });
});

/** A call that met others on one customer too often says so, and may be sent again. */
async function retried<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!/contend|changed|unavailable/i.test(String(error))) throw error;
    }
  }
}

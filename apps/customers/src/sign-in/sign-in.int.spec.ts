import {
  AuthenticateToken,
  CreateCustomer,
  CreateAuthor,
  CreateUser,
  RefreshSignIn,
  SignIn,
  type RequestOf,
  UpdateUser,
} from '@licet/contracts';
import { type RunningCustomers, runCustomers } from '../testing/running-customers.ts';

let customers: RunningCustomers;
beforeAll(async () => {
  customers = await runCustomers();
});
afterAll(() => customers.close());

const password = 'a password that only this suite knows';
const home = '192.0.2.7';

/** A person in an account of her own. */
async function person(outsideAccess: string[] = []) {
  const { authorId } = await customers.value(CreateAuthor, { name: 'Example', mode: 'live' });
  const settings = { scopes: ['licenses:read'], outsideAccess };
  const given = { authorId, kind: 'person', login: 'anna', password, settings } as const;
  const { uuid } = await customers.value(CreateUser, given);
  const enter = (address = home, newPassword: string | null = null) =>
    customers.send(SignIn, { authorId, name: { login: 'anna' }, password, newPassword }, { address });
  const update = (changes: RequestOf<typeof UpdateUser>['changes']) =>
    customers.value(UpdateUser, { authorId, uuid, expectedVersion: null, changes });
  const begun = async () => {
    const reply = await enter();
    if (!reply.ok) throw new Error(JSON.stringify(reply));
    return reply.value;
  };
  return { enter, update, begun };
}
const refresh = (refreshToken: string, address = home) => customers.send(RefreshSignIn, { refreshToken }, { address });
const refused = (code: string) => ({ ok: false, refusal: { code } });

describe('sign-ins', () => {
  it('are begun and refreshed from the networks of the person only, and no password is changed from elsewhere [AUTH-11]', async () => {
    const anna = await person(['192.0.2.0/24']);
    const { refreshToken } = await anna.begun();
    for (const newPassword of [null, 'another password'])
      expect(await anna.enter('198.51.100.1', newPassword)).toEqual(refused('unauthenticated'));
    await anna.update({ forcePasswordChange: true });
    expect(await anna.enter('198.51.100.1')).toEqual(refused('unauthenticated'));
    expect(await anna.enter()).toMatchObject(refused('parameter_missing'));
    expect(await refresh(refreshToken, '198.51.100.1')).toEqual(refused('unauthenticated'));
    expect(await refresh(refreshToken)).toMatchObject({ ok: true });
  });

  it('of one who is disabled are over, and stay so when he is enabled again [API-USR-04, PERM-21]', async () => {
    const anna = await person();
    const { token } = await anna.begun();
    const { refreshToken } = await anna.begun();
    await anna.update({ status: 'disabled' });
    expect(await customers.send(AuthenticateToken, { token })).toEqual(refused('key_expired'));
    expect(await anna.enter()).toEqual(refused('unauthenticated'));
    await anna.update({ status: 'active' });
    expect(await customers.send(AuthenticateToken, { token })).toEqual(refused('key_expired'));
    expect(await refresh(refreshToken)).toEqual(refused('key_expired'));
    expect(await anna.enter()).toMatchObject({ ok: true });
  });

  it('do not take the present password for another one [PERM-20]', async () => {
    const anna = await person();
    await anna.update({ forcePasswordChange: true });
    const same = { code: 'parameter_invalid', facts: { pointers: ['/newPassword'] } };
    expect(await anna.enter(home, password)).toEqual({ ok: false, refusal: same });
    expect(await anna.enter(home, 'another password')).toMatchObject({ ok: true });
  });

  it('of customers find the one with a password among many of one address [API-USR-05]', async () => {
    const { authorId } = await customers.value(CreateAuthor, { name: 'Example', mode: 'live' });
    const contact = { email: 'office@example.com' };
    const create = (own: { text: string; chosenByCustomer: boolean } | null) =>
      customers.value(CreateCustomer, { authorId, registered: false, contact, password: own });
    for (let i = 0; i < 6; i++) await create(null);
    const { customerId } = await create({ text: password, chosenByCustomer: true });
    const request = { authorId, name: contact, password, newPassword: null };
    const actor = { kind: 'customer', id: String(customerId) };
    expect(await customers.send(SignIn, request)).toMatchObject({ ok: true, value: { caller: { actor } } });
  });

  it('go on where two refreshes crossed, and are over where there are none [API-USR-04]', async () => {
    const { refreshToken } = await (await person()).begun();
    const crossed = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
    expect(crossed.filter(({ ok }) => !ok)).toEqual([refused('unauthenticated')]);
    const [id] = refreshToken.split('.');
    expect(await refresh(`${id}.another`)).toEqual(refused('unauthenticated'));
    for (const text of ['x.y', `${'-'.repeat(36)}.y`, `${id!.replace(/.$/, 'g')}.y`])
      expect(await refresh(text)).toEqual(refused('key_expired'));
  });
});

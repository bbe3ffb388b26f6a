import {
  AuthenticateUser,
  BeginSecondFactor,
  ChangeAccount,
  ConfirmSecondFactor,
  CreateAuthor,
  CreateUser,
  EndSecondFactor,
  GetUser,
  ReplaceUserPassword,
  SignIn,
  UpdateUser,
} from '@licet/contracts';
import { type TOTP, URI } from 'otpauth';
import { type RunningCustomers, runCustomers } from '../testing/running-customers.ts';

let customers: RunningCustomers;
beforeAll(async () => {
  customers = await runCustomers();
});
afterAll(() => customers.close());

const password = 'a password that only this suite knows';
const refused = (code: string) => ({ ok: false, refusal: { code } });
/** Until the quarter of an hour that began with the first try is over. */
const tooMany = async (reply: Promise<unknown>): Promise<void> => {
  const facts = { retryAfter: expect.any(Number) as number };
  const told = await reply;
  expect(told).toEqual({ ok: false, refusal: { code: 'rate_limited', facts } });
  const { retryAfter } = (told as { refusal: { facts: { retryAfter: number } } }).refusal.facts;
  expect([retryAfter > 14 * 60, retryAfter <= 15 * 60, Number.isInteger(retryAfter)]).toEqual([true, true, true]);
};

/** A person in an account of her own. */
async function person() {
  const { authorId } = await customers.value(CreateAuthor, { name: 'Example', mode: 'live' });
  const settings = { scopes: ['licenses:read'] };
  const { uuid } = await customers.value(CreateUser, { authorId, kind: 'person', login: 'anna', password, settings });
  const of = { authorId, login: 'anna', password };
  const enter = (code?: string, more: object = {}) =>
    customers.send(SignIn, {
      ...{ authorId, name: { login: 'anna' }, password, newPassword: null, ...more },
      ...(code !== undefined && { code }),
    });
  return { authorId, uuid, of, enter };
}

/** One whose second factor is on, confirmed by the code of this moment. `code`: of so many steps later. */
async function protectedPerson() {
  const anna = await person();
  const { url } = await customers.value(BeginSecondFactor, anna.of);
  const totp = URI.parse(url) as TOTP;
  const start = Date.now();
  const code = (steps: number) => totp.generate({ timestamp: start + steps * 30_000 });
  const { recoveryCodes } = await customers.value(ConfirmSecondFactor, { ...anna.of, code: code(0) });
  return { ...anna, code, recoveryCodes };
}

describe('second factors', () => {
  it('are set up by password and a code of theirs, and ask for one from then on [API-USR-04]', async () => {
    const { of, enter, authorId, uuid } = await person();
    expect(await customers.send(BeginSecondFactor, { ...of, password: 'wrong' })).toEqual(refused('unauthenticated'));
    const { secret, url } = await customers.value(BeginSecondFactor, of);
    expect(URI.parse(url)).toMatchObject({ issuer: 'Licet Example', label: 'anna', digits: 6, period: 30 });
    expect([secret, (URI.parse(url) as TOTP).secret.base32]).toEqual([expect.stringMatching(/^[A-Z2-7]{32}$/), secret]);
    expect(await enter()).toMatchObject({ ok: true });
    expect(await customers.send(ConfirmSecondFactor, { ...of, code: 'abcdef' })).toEqual(refused('unauthenticated'));
    const code = (URI.parse(url) as TOTP).generate();
    const { recoveryCodes } = await customers.value(ConfirmSecondFactor, { ...of, code });
    expect([recoveryCodes.length, new Set(recoveryCodes).size]).toEqual([10, 10]);
    expect(await enter()).toEqual({
      ok: false,
      refusal: { code: 'parameter_missing', facts: { pointers: ['/code'] } },
    });
    expect(await customers.value(GetUser, { authorId, name: uuid })).toMatchObject({ secondFactor: true });
    expect(await customers.send(BeginSecondFactor, of)).toMatchObject(refused('duplicate'));
  });

  it('take each code once, also of several who come at once, and recovery codes in its place [API-USR-04]', async () => {
    const { enter, code, recoveryCodes } = await protectedPerson();
    expect(await enter(code(0))).toEqual(refused('unauthenticated'));
    const crossed = await Promise.all([enter(code(1)), enter(code(1)), enter(code(1))]);
    expect(crossed.filter(({ ok }) => ok)).toHaveLength(1);
    const [first, second] = recoveryCodes as [string, string];
    expect(await enter(first.toUpperCase().replaceAll('-', ' '))).toMatchObject({ ok: true });
    expect(await enter(first)).toEqual(refused('unauthenticated'));
    expect(await enter(second)).toMatchObject({ ok: true });
  });

  it('end by a code, and nothing else is asked for then [API-USR-04]', async () => {
    const { of, enter, code, recoveryCodes } = await protectedPerson();
    expect(await customers.send(EndSecondFactor, { ...of, code: code(0) })).toEqual(refused('unauthenticated'));
    expect(await customers.send(EndSecondFactor, { ...of, code: recoveryCodes[0]! })).toMatchObject({ ok: true });
    expect(await enter()).toMatchObject({ ok: true });
    expect(await customers.send(EndSecondFactor, { ...of, code: code(1) })).toMatchObject(refused('not_found'));
  });

  it('take no more codes after ten wrong ones, and say for how long, until the password is another one [API-USR-06]', async () => {
    const { authorId, uuid, enter, code } = await protectedPerson();
    for (let i = 0; i < 10; i++) expect(await enter('wrong')).toEqual(refused('unauthenticated'));
    await tooMany(enter(code(1)));
    const other = 'another password of hers';
    await customers.value(ReplaceUserPassword, { authorId, uuid, password: other });
    expect(await enter(code(1), { password: other })).toMatchObject({ ok: true });
  });

  it('are begun ten times and no more for a while, and so is a password replaced by its owner: each is recorded [API-USR-04]', async () => {
    const { of, authorId, enter } = await person();
    for (let i = 0; i < 8; i++) await customers.value(BeginSecondFactor, of);
    for (let i = 0; i < 2; i++)
      expect(
        await enter(undefined, { password: `${password}${i || ''}`, newPassword: `${password}${i + 1}` }),
      ).toMatchObject({
        ok: true,
      });
    const known = { ...of, password: `${password}2` };
    const { length } = await customers.store.readStream(`author-${authorId}`);
    await tooMany(customers.send(BeginSecondFactor, known));
    await tooMany(enter(undefined, { password: known.password, newPassword: password }));
    expect(await customers.store.readStream(`author-${authorId}`)).toHaveLength(length);
    expect(await enter(undefined, { password: known.password })).toMatchObject({ ok: true });
  });

  it('are asked for before another password is, and their code is good until she is in [API-USR-04, PERM-20]', async () => {
    const { authorId, uuid, enter, code } = await protectedPerson();
    const changes = { forcePasswordChange: true };
    await customers.value(UpdateUser, { authorId, uuid, expectedVersion: null, changes });
    const newPassword = 'another password of hers';
    expect(await enter()).toMatchObject({ refusal: { facts: { pointers: ['/code'] } } });
    expect(await enter(undefined, { newPassword })).toMatchObject({ refusal: { facts: { pointers: ['/code'] } } });
    expect(await enter('wrong', { newPassword })).toEqual(refused('unauthenticated'));
    expect(await enter(code(1))).toMatchObject({ refusal: { facts: { pointers: ['/newPassword'] } } });
    expect(await enter(code(1), { newPassword })).toMatchObject({ ok: true });
  });

  it('keep their owner from logging on by the password alone [API-USR-04, AUTH-06]', async () => {
    const { authorId } = await protectedPerson();
    const settings = { soloRegularLogin: true };
    await customers.value(ChangeAccount, { authorId, changes: {}, settings, expectedVersion: null });
    const logOn = (userId: string) => customers.send(AuthenticateUser, { authorId, userId, password });
    await customers.value(CreateUser, { authorId, kind: 'person', login: 'dora', password, settings: {} });
    expect(await logOn('anna')).toEqual(refused('unauthenticated'));
    expect(await logOn('dora')).toMatchObject({ ok: true });
  });
});

import {
  AuthenticateKey,
  AuthenticateUser,
  ChangeKeySet,
  CreateAuthor,
  CreateKey,
  CreateUser,
  GetAccount,
  defaultCallerRules,
  newUuid,
} from '@licet/contracts';
import { type RunningCustomers, runCustomers } from './testing/running-customers.ts';

let customers: RunningCustomers;
beforeAll(async () => {
  customers = await runCustomers();
});
afterAll(() => customers.close());

const password = 'an API password that only this suite knows';
const secret = 'f0e1d2c3b4a5968778695a4b3c2d1e0f';
const newAuthor = () => customers.value(CreateAuthor, { name: 'Example', mode: 'live' });
const newUser = async (scopes: string[] = ['licenses:create']) => {
  const { authorId } = await newAuthor();
  const settings = { name: 'shop', scopes };
  const { login, uuid } = await customers.value(CreateUser, {
    authorId,
    kind: 'api',
    login: newUuid(),
    password,
    settings,
  });
  return { authorId, userId: login, uuid };
};
const newKey = async (dialect: 'native' | 'dna' | 'ip') => {
  const author = await newAuthor();
  const keyId = newUuid();
  await customers.value(CreateKey, {
    authorId: author.authorId,
    keyId,
    dialect,
    name: 'k',
    secret,
    scopes: ['licenses:read'],
  });
  return { ...author, keyId };
};

describe('accounts', () => {
  it('answer the same to a command that is sent again, and are made once', async () => {
    const commandId = newUuid();
    const create = () => customers.send(CreateAuthor, { name: 'Twice', mode: 'evaluation' }, { commandId });
    const first = await create();
    expect(first).toMatchObject({ ok: true, positions: [{ service: 'customers' }] });
    expect(await create()).toEqual(first);
    const { authorId } = (first as Extract<typeof first, { ok: true }>).value;
    const account = await customers.send(GetAccount, { authorId });
    expect(account).toMatchObject({ ok: true, value: { authorId, mode: 'evaluation', status: 'open' } });
  });
});

describe('author logon', () => {
  it('tells who calls and what he may do [AUTH-01, AUTH-02]', async () => {
    const { authorId, userId } = await newUser();
    expect(await customers.send(AuthenticateUser, { authorId, userId, password })).toEqual({
      ok: true,
      value: {
        authorId,
        actor: { kind: 'user', id: userId, name: userId },
        scopes: ['licenses:create'],
        account: { mode: 'live', status: 'open' },
        rules: defaultCallerRules,
        apiRules: { requireIdempotencyKey: false, requireIfMatch: false, debugTiming: false, allowedOrigins: [] },
        networks: [],
        expiresAt: null,
        testOnly: false,
      },
    });
  });

  it('knows an API User ID in any letter case, with or without braces, hyphens and blanks around it [AUTH-08]', async () => {
    const { authorId, userId } = await newUser();
    for (const form of [userId, userId.toUpperCase(), `{${userId}}`, userId.replaceAll('-', ''), ` ${userId} `])
      expect((await customers.send(AuthenticateUser, { authorId, userId: form, password })).ok).toBe(true);
    const other = await customers.send(AuthenticateUser, { authorId, userId: newUuid(), password });
    expect(other.ok).toBe(false);
  });

  it('refuses a wrong author, user or password in the same words [AUTH-03, AUTH-04, AUTH-05]', async () => {
    const { authorId, userId } = await newUser();
    const other = await newAuthor();
    const refused = { ok: false, refusal: { code: 'unauthenticated' } };
    const attempts = [
      { authorId: 2_000_000_000, userId, password },
      { authorId: other.authorId, userId, password },
      { authorId, userId: 'nobody', password },
      { authorId, userId, password: `${password} ` },
      { authorId, userId, password: '' },
    ];
    for (const attempt of attempts) expect(await customers.send(AuthenticateUser, attempt)).toEqual(refused);
  });

  it('costs one slow hash however often the right password is sent [API-USR-02]', async () => {
    const { authorId, userId } = await newUser();
    const logon = () => customers.send(AuthenticateUser, { authorId, userId, password });
    const took = async (times: number) => {
      const start = performance.now();
      for (const reply of await Promise.all(Array.from({ length: times }, logon))) expect(reply.ok).toBe(true);
      return performance.now() - start;
    };
    const slow = await took(1);
    expect(await took(20)).toBeLessThan(slow * 5);
  });

  it('keeps ids of users unique in an account', async () => {
    const { authorId, userId } = await newUser();
    const again = { authorId, kind: 'api' as const, login: userId, password: 'another', settings: {} };
    expect(await customers.send(CreateUser, again)).toMatchObject({ ok: false, refusal: { code: 'duplicate' } });
  });
});

describe('keys', () => {
  it.each(['dna', 'ip'] as const)(
    'of %s are found by the name of their account, letter case ignored [DNA-AUTH-01, IP-AUTH-01]',
    async (dialect) => {
      const { dnaClientId, ipVendorId, authorId, keyId } = await newKey(dialect);
      const owner = dialect === 'dna' ? dnaClientId.toLowerCase() : ipVendorId.toUpperCase();
      expect(await customers.send(AuthenticateKey, { dialect, owner, secret })).toMatchObject({
        ok: true,
        value: { authorId, actor: { kind: 'key', id: keyId }, scopes: ['licenses:read'] },
      });
    },
  );

  it('of the native API are found by their id', async () => {
    const { authorId, keyId } = await newKey('native');
    const reply = await customers.send(AuthenticateKey, { dialect: 'native', owner: keyId, secret });
    expect(reply).toMatchObject({ ok: true, value: { authorId } });
  });

  it('of one dialect are refused in the others [DNA-AUTH-08]', async () => {
    const { ipVendorId } = await newKey('dna');
    const reply = await customers.send(AuthenticateKey, { dialect: 'ip', owner: ipVendorId, secret });
    expect(reply).toMatchObject({ ok: false, refusal: { code: 'unauthenticated' } });
  });

  it('tell an unknown account from a wrong key [IP-AUTH-04, IP-AUTH-05]', async () => {
    const { ipVendorId } = await newKey('ip');
    const ask = (owner: string, text: string) =>
      customers.send(AuthenticateKey, { dialect: 'ip', owner, secret: text });
    expect(await ask('0'.repeat(32), secret)).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await ask(ipVendorId, '0'.repeat(32))).toMatchObject({ refusal: { code: 'unauthenticated' } });
  });

  it('and passwords stand nowhere in the record [DNA-AUTH-07, AUTH-09]', async () => {
    await Promise.all([newUser(), newKey('dna')]);
    const { rows } = await customers.store.pool.query<{ data: string }>('select data::text as data from event');
    for (const { data } of rows) {
      expect(data).not.toContain(password);
      expect(data).not.toContain(secret);
    }
  });
});

describe('key sets', () => {
  it('belong to one author over the whole installation [API-PRD-11]', async () => {
    const [one, other] = await Promise.all([newAuthor(), newAuthor()]);
    const keySet = {
      encryptionKeyId: newUuid(),
      encryptionRequired: false,
      signatureRequired: false,
      productIds: null,
    };
    const set = (authorId: number) => customers.send(ChangeKeySet, { ...keySet, authorId });
    expect(await set(one.authorId)).toMatchObject({ ok: true });
    expect(await set(other.authorId)).toMatchObject({ ok: false, refusal: { code: 'duplicate' } });
    expect(await set(one.authorId)).toEqual({ ok: true, value: { encryptionKeyId: keySet.encryptionKeyId } });
  });
});

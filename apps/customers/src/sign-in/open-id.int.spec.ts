import { ensureCertificates } from '@licet/command-bus';
import {
  AuthenticateToken,
  BeginOpenIdSignIn,
  ChangeAccount,
  CompleteOpenIdSignIn,
  CreateAuthor,
  CreateUser,
  GetAccount,
  type RequestOf,
  UpdateUser,
} from '@licet/contracts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpenIdProviderForTests } from '../testing/openid-provider.ts';
import { type RunningCustomers, runCustomers } from '../testing/running-customers.ts';

let folder: string;
let customers: RunningCustomers;
let provider: OpenIdProviderForTests;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'licet-openid-'));
  const tls = await ensureCertificates(folder, ['localhost']);
  provider = await OpenIdProviderForTests.start(tls);
  customers = await runCustomers({ networks: ['127.0.0.0/8', '::1'], authorities: tls.ca });
});
afterAll(async () => {
  await customers.close();
  await provider.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  provider.person = { sub: 'sub-1', email: 'anna@example.com', email_verified: true };
  provider.discoveries = 0;
  provider.isAway = false;
});

const refused = (code: string) => ({ ok: false, refusal: { code } });
const password = 'a password that only this suite knows';

/** An account with a provider, and a person in it. */
async function account(more: object = {}) {
  const { authorId } = await customers.value(CreateAuthor, { name: 'Example', mode: 'live' });
  const openIdConnect = { issuer: provider.issuer, ...provider.client, ...more };
  const change = (settings: RequestOf<typeof ChangeAccount>['settings'], as: object = {}) =>
    customers.send(ChangeAccount, { authorId, changes: {}, settings, expectedVersion: null }, as);
  await change({ openIdConnect });
  const create = (login: string, email: string, openIdIssuer: string | null = provider.issuer) =>
    customers.value(CreateUser, { authorId, kind: 'person', login, password, settings: { email, openIdIssuer } });
  const anna = await create('anna', 'Anna@Example.com');
  const begin = () => customers.value(BeginOpenIdSignIn, { authorId, redirectUri: provider.redirectUri });
  const complete = (request: string, query: string, address = '192.0.2.7', redirectUri = provider.redirectUri) =>
    customers.send(CompleteOpenIdSignIn, { request, redirectUri, query }, { address });
  const enter = async () => {
    const { url, request } = await begin();
    return complete(request, await provider.visit(url));
  };
  return { authorId, anna, change, create, begin, complete, enter };
}

describe('sign-ins by OpenID Connect', () => {
  it('let in the person whose address the provider has verified, who is signed in as by password [API-USR-04]', async () => {
    const { enter } = await account();
    const reply = await enter();
    expect(reply).toMatchObject({ ok: true, value: { caller: { actor: { kind: 'user', id: 'anna' } } } });
    const { token } = (reply as { value: { token: string } }).value;
    expect(await customers.send(AuthenticateToken, { token })).toMatchObject({ ok: true });
  });

  it('let nobody in whose address is not verified, is of nobody, of several, or of one who is disabled [API-USR-04]', async () => {
    const { enter, create, authorId, anna } = await account();
    provider.person = { ...provider.person, email_verified: false };
    expect(await enter()).toEqual(refused('unauthenticated'));
    provider.person = { sub: 'sub-2', email: 'nobody@example.com', email_verified: true };
    expect(await enter()).toEqual(refused('unauthenticated'));
    provider.person = { ...provider.person, email: 'anna@example.com' };
    const other = await create('another anna', 'anna@example.com');
    expect(await enter()).toEqual(refused('unauthenticated'));
    const disable = (uuid: string) =>
      customers.value(UpdateUser, { authorId, uuid, expectedVersion: null, changes: { status: 'disabled' } });
    await disable(other.uuid);
    expect(await enter()).toMatchObject({ ok: true });
    await disable(anna.uuid);
    expect(await enter()).toEqual(refused('unauthenticated'));
  });

  it('let nobody in for whom it was not said that this provider is enough, so that whoever named it is none of those made since [API-USR-04, API-KEY-05]', async () => {
    const { enter, create, authorId } = await account();
    const master = await create('master', 'master@example.com', null);
    await create('other', 'other@example.com', 'https://id.example.com');
    for (const email of ['master@example.com', 'other@example.com']) {
      provider.person = { sub: email, email, email_verified: true };
      expect(await enter()).toEqual(refused('unauthenticated'));
    }
    provider.person = { ...provider.person, email: 'master@example.com' };
    const changes = { openIdIssuer: provider.issuer };
    const of = { authorId, uuid: master.uuid, expectedVersion: null };
    await customers.value(UpdateUser, { ...of, changes: { scopes: ['licenses:void'] } });
    const manager = { actor: { kind: 'key' as const, id: 'k' }, scopes: ['users:manage'] };
    expect(await customers.send(UpdateUser, { ...of, changes }, manager)).toMatchObject(refused('scope_missing'));
    await customers.value(UpdateUser, { ...of, changes });
    expect(await enter()).toMatchObject({ ok: true });
  });

  it('are completed by the browser that began them alone, and once [API-USR-04]', async () => {
    const { begin, complete } = await account();
    const [one, other] = [await begin(), await begin()];
    const query = await provider.visit(one.url);
    expect(await complete(other.request, query)).toEqual(refused('unauthenticated')); // another state
    expect(await complete('s1|customers/author-1|AAAA', query)).toEqual(refused('unauthenticated'));
    expect(await complete('nothing', query)).toEqual(refused('unauthenticated'));
    const forged = new URLSearchParams(query);
    forged.set('state', new URL(other.url).searchParams.get('state')!);
    expect(await complete(other.request, forged.toString())).toEqual(refused('unauthenticated')); // another PKCE verifier and nonce
    const fresh = await begin();
    const good = await provider.visit(fresh.url);
    expect(await complete(fresh.request, good)).toMatchObject({ ok: true });
    expect(await complete(fresh.request, good)).toEqual(refused('unauthenticated'));
  });

  it('are completed on the page that they were begun for, and what another page was given is told nobody [API-USR-04]', async () => {
    const { begin, complete } = await account();
    const { url, request } = await begin();
    const query = await provider.visit(url);
    for (const page of ['https://console.example.com/signed-in/solo:2', 'https://console.example.com/signed-in', 'x'])
      expect(await complete(request, query, '192.0.2.7', page)).toEqual(refused('unauthenticated'));
    expect(await complete(request, query)).toMatchObject({ ok: true }); // the code was not spent
  });

  it('are begun with PKCE, state and nonce, and from the networks of the person only [API-USR-04, AUTH-11]', async () => {
    const { begin, complete, authorId, anna } = await account();
    const { url, request } = await begin();
    const { searchParams } = new URL(url);
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce']) expect(searchParams.get(name)).toMatch(/^[\w-]{43}$/);
    const changes = { outsideAccess: ['192.0.2.0/24'] };
    await customers.value(UpdateUser, { authorId, uuid: anna.uuid, expectedVersion: null, changes });
    expect(await complete(request, await provider.visit(url), '198.51.100.1')).toEqual(refused('unauthenticated'));
  });

  it('are not offered where the account has no provider, or its provider does not answer or knows another secret [API-USR-04]', async () => {
    const { change, enter, authorId } = await account({ clientSecret: 'wrong' });
    expect(await enter()).toEqual(refused('unauthenticated'));
    const begin = () => customers.send(BeginOpenIdSignIn, { authorId, redirectUri: provider.redirectUri });
    await change({ openIdConnect: { ...provider.client, issuer: 'https://localhost:1' } });
    expect(await begin()).toEqual(refused('unavailable'));
    await change({ openIdConnect: null });
    expect(await begin()).toMatchObject(refused('not_found'));
  });

  it('ask a provider once what it is, however many begin, whether it answers or not [API-USR-04]', async () => {
    const { begin } = await account();
    await Promise.all([begin(), begin(), begin()]);
    await begin();
    expect(provider.discoveries).toBe(1);
    provider.isAway = true;
    const { authorId } = await account();
    const asked = () => customers.send(BeginOpenIdSignIn, { authorId, redirectUri: provider.redirectUri });
    expect([...(await Promise.all([asked(), asked()])), await asked()]).toMatchObject(
      [1, 2, 3].map(() => refused('unavailable')),
    );
    expect(provider.discoveries).toBe(2);
  });

  it('keep the secret of the client to themselves, and as it was where it is not told anew [API-USR-04]', async () => {
    const { authorId, change, enter } = await account();
    const told = { issuer: provider.issuer, clientId: provider.client.clientId, clientSecret: null };
    expect((await customers.value(GetAccount, { authorId })).settings.openIdConnect).toEqual(told);
    await change({ openIdConnect: told });
    expect(await enter()).toMatchObject({ ok: true });
    const { rows } = await customers.store.pool.query<{ found: boolean }>({
      text: `select bool_or(data::text like '%' || $1 || '%') as found from event`,
      values: [provider.client.clientSecret],
    });
    expect(rows).toEqual([{ found: false }]);
  });

  it('are named by whoever may do all that people of the account may, and so is the address of a person [API-KEY-05]', async () => {
    const { authorId, change, anna } = await account();
    const changes = { scopes: ['licenses:void'] };
    await customers.value(UpdateUser, { authorId, uuid: anna.uuid, expectedVersion: null, changes });
    const as = (scopes: string[]) => ({ actor: { kind: 'key' as const, id: 'k' }, scopes });
    const manager = as(['account:write', 'users:manage']);
    const openIdConnect = { issuer: 'https://id.example.com', clientId: 'x', clientSecret: null };
    const lacking = { ok: false, refusal: { code: 'scope_missing', facts: { scope: 'licenses:void' } } };
    expect(await change({ openIdConnect }, manager)).toEqual(lacking);
    const email = { authorId, uuid: anna.uuid, expectedVersion: null, changes: { email: 'mine@example.com' } };
    expect(await customers.send(UpdateUser, email, manager)).toEqual(lacking);
    expect(await change({ openIdConnect }, as(['account:write', 'users:manage', 'licenses:void']))).toMatchObject({
      ok: true,
    });
  });
});

import { ApiUserCreated, AuthorCreated, UserCreated, defaultAccountSettings, scopes } from '@licet/contracts';
import { given } from '@licet/testing';
import { type AuthorCommand, authorDecider } from './author.decide.ts';
import type { Author, AuthorState } from './author.ts';
import type { DecisionContext } from './caller.ts';
import { effectiveScopes } from './rights.ts';
import { userWith } from './user-of-author.ts';

const authorCreated = { type: 'AuthorCreated' as const, data: AuthorCreated.sample };
const uuid = UserCreated.sample.uuid;
const settings = { ...UserCreated.sample.settings, scopes: ['licenses:create'], groups: [] as string[] };
const userCreated = {
  type: 'UserCreated' as const,
  data: { ...UserCreated.sample, login: 'u-1', settings },
};
const author = given(authorDecider, authorCreated);
const withUser = given(authorDecider, authorCreated, userCreated);
const as = (granted: readonly string[] = scopes, kind: 'key' | 'system' = 'key'): DecisionContext => ({
  now: new Date('2026-03-01T09:00:00.000Z'),
  caller: { actor: { kind, id: 'x' }, scopes: granted },
  commandId: 'c-1',
});
const create = (changes: Partial<typeof settings> = {}, login = 'u-1'): AuthorCommand => ({
  type: 'CreateUser',
  verifier: 'scrypt|1',
  uuid,
  settings: { openIdIssuer: null, ...settings, ...changes },
  request: { authorId: 1, kind: 'api', login },
});
const change = (
  changes: Extract<AuthorCommand, { type: 'UpdateUser' }>['changes'],
  expectedVersion: number | null = null,
): AuthorCommand => ({ type: 'UpdateUser', changes, request: { authorId: 1, uuid, expectedVersion } });
const replace: AuthorCommand = { type: 'ReplaceUserPassword', verifier: 'scrypt|2', request: { authorId: 1, uuid } };
const userOf = (state: AuthorState) => userWith(state as Author, uuid)!;

describe('users', () => {
  it('belong to one author, with what they may do [AUTH-02, AUTH-03]', () => {
    author.when(create(), as()).thenEvents({
      type: 'UserCreated',
      data: { login: 'u-1', kind: 'api', settings: { scopes: ['licenses:create'] } },
    });
  });
  it('have logins that are unique in the account, letter case counting', () => {
    withUser.when(create(), as()).thenRefused({ code: 'duplicate' });
    withUser.when(create({}, 'U-1'), as()).thenEvents({ type: 'UserCreated' });
  });
  it('need users:manage, and an account', () => {
    author.when(create(), as([])).thenRefused({ code: 'scope_missing', facts: { scope: 'users:manage' } });
    given(authorDecider).when(create(), as()).thenRefused({ code: 'not_found' });
    withUser
      .when(change({ forcePasswordChange: true }), as(['licenses:create']))
      .thenRefused({ code: 'scope_missing' });
  });
  it('choose their own password without any scope, which meets the demand for another one [PERM-20]', () => {
    const { verifier: before } = userCreated.data;
    const own = { type: 'ChangeOwnPassword', uuid, before, verifier: 'scrypt|own' } as const;
    withUser.when(own, as([])).thenEvents({ type: 'UserPasswordReplaced', data: { verifier: 'scrypt|own' } });
    const forced = {
      ...userCreated,
      data: { ...userCreated.data, settings: { ...settings, forcePasswordChange: true } },
    };
    given(authorDecider, authorCreated, forced)
      .when(own, as([]))
      .thenEvents(
        { type: 'UserPasswordReplaced' },
        { type: 'UserUpdated', data: { changes: { forcePasswordChange: false } } },
      )
      .thenState((state) => {
        expect(userOf(state)).toMatchObject({ verifier: 'scrypt|own', settings: { forcePasswordChange: false } });
      });
    withUser.when({ ...own, before: 'scrypt|another' }, as()).thenRefused({ code: 'unauthenticated' });
    const inAccount = (status: 'closed' | 'readOnly') =>
      given(authorDecider, { ...authorCreated, data: { ...authorCreated.data, status } }, userCreated);
    inAccount('closed').when(own, as()).thenRefused({ code: 'account_closed' });
    inAccount('readOnly').when(own, as()).thenRefused({ code: 'account_read_only' });
  });
  it('never get a scope that their maker lacks, neither by itself nor by a group [API-KEY-05]', () => {
    const manager = as(['users:manage', 'licenses:create']);
    const refused = { code: 'scope_missing' as const };
    author
      .when(create({ scopes: ['licenses:void'] }), manager)
      .thenRefused({ ...refused, facts: { scope: 'licenses:void' } });
    author.when(create({ groups: ['Administrators'] }), manager).thenRefused(refused);
    withUser.when(change({ groups: ['Power Users'] }), manager).thenRefused(refused);
    withUser.when(change({ scopes: ['nonsense'] }), as()).thenRefused(refused);
    withUser.when(change({ outsideAccess: [] }), as(['users:manage'])).thenRefused(refused);
    withUser.when(replace, as(['users:manage'])).thenRefused(refused);
  });
  it('are renamed and disabled by whoever manages users, but enabled only by who may do as much [API-KEY-05]', () => {
    const manager = as(['users:manage']);
    withUser
      .when(change({ name: null }), manager)
      .thenEvents({ type: 'UserUpdated', data: { changes: { name: null } } });
    withUser.when(change({ status: 'disabled' }), manager).thenEvents({ type: 'UserUpdated' });
    given(authorDecider, authorCreated, userCreated, {
      type: 'UserUpdated',
      data: { authorId: 1, login: 'u-1', changes: { status: 'disabled' }, at: '2026-03-01T09:00:00.000Z' },
    })
      .when(change({ status: 'active' }), manager)
      .thenRefused({ code: 'scope_missing' });
  });
  it('are in groups that there are', () => {
    author
      .when(create({ groups: ['Nobody'] }), as())
      .thenRefused({ code: 'parameter_invalid', facts: { pointers: ['/groups'] } });
  });
  it('may do what they and their groups may [PERM-12]', () => {
    const groups = [
      { name: 'a', scopes: ['products:read'] },
      { name: 'b', scopes: ['options:read', 'nonsense'] },
    ];
    const account = { sharedUrl: false, settings: { ...defaultAccountSettings, groups } };
    const of = (names: string[]) => effectiveScopes(account, { scopes: ['licenses:read'], groups: names });
    expect(of(['b', 'a'])).toEqual(['products:read', 'options:read', 'licenses:read']);
    expect(of(['gone'])).toEqual(['licenses:read']);
  });
  it('are Master Users nowhere on a shared-URL installation [PERM-10, PERM-23]', () => {
    const user = { scopes: ['licenses:void', 'licenses:write'], groups: [] };
    const of = (sharedUrl: boolean) => effectiveScopes({ sharedUrl, settings: defaultAccountSettings }, user);
    expect([of(true), of(false)]).toEqual([['licenses:write'], ['licenses:write', 'licenses:void']]);
  });
  it('change by version, and not at all when they are so already [API-VERB-07, API-ETAG-03]', () => {
    withUser.when(change({ soloLogin: true, status: 'active' }), as()).thenNothing();
    withUser
      .when(change({ soloLogin: false }, 7), as())
      .thenRefused({ code: 'version_conflict', facts: { version: 1 } });
    withUser.when(change({ soloLogin: false }, 1), as()).thenState((state) => {
      expect(userOf(state)).toMatchObject({ version: 2, settings: { soloLogin: false, scopes: ['licenses:create'] } });
    });
  });
  it('get another password without any other change [AUTH-09]', () => {
    withUser.when(replace, as()).thenState((state) => {
      expect(userOf(state)).toMatchObject({ verifier: 'scrypt|2', version: 2, settings });
    });
    author.when(replace, as()).thenRefused({ code: 'not_found' });
  });
  it('of the oldest records are users like all others', () => {
    const old = given(authorDecider, authorCreated, { type: 'ApiUserCreated', data: ApiUserCreated.sample });
    old.when(create(), as()).thenState((state) => {
      const { users } = state as Author;
      expect(users.get(ApiUserCreated.sample.userId)).toMatchObject({ number: 1, kind: 'api', status: 'active' });
      expect(users.get('u-1')).toMatchObject({ number: 2 });
    });
  });
});

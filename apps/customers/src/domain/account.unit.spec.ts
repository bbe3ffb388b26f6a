import { AuthorCreated, defaultAccountSettings, scopes } from '@licet/contracts';
import { given } from '@licet/testing';
import { type AuthorCommand, authorDecider } from './author.decide.ts';
import type { Author } from './author.ts';
import type { DecisionContext } from './caller.ts';

const authorCreated = { type: 'AuthorCreated' as const, data: AuthorCreated.sample };
const account = given(authorDecider, authorCreated);
const as = (granted: readonly string[] = scopes, kind: 'key' | 'system' = 'key'): DecisionContext => ({
  now: new Date('2026-03-01T09:00:00.000Z'),
  caller: { actor: { kind, id: 'x' }, scopes: granted },
  commandId: 'c-1',
});
type Request = Extract<AuthorCommand, { type: 'ChangeAccount' }>['request'];
const change = (
  changes: Request['changes'],
  settings: Request['settings'] = {},
  expectedVersion: number | null = null,
): AuthorCommand => ({ type: 'ChangeAccount', request: { authorId: 1, changes, settings, expectedVersion } });

describe('accounts', () => {
  it('become read-only and open by account:write, closed by the installation alone [AUTH-15]', () => {
    account.when(change({ status: 'readOnly' }), as()).thenEvents({ type: 'AccountUpdated' });
    account.when(change({ status: 'readOnly' }), as([])).thenRefused({ code: 'scope_missing' });
    account.when(change({ status: 'closed' }), as()).thenRefused({ code: 'scope_missing', facts: { scope: 'system' } });
    account.when(change({ mode: 'evaluation' }), as()).thenRefused({ code: 'scope_missing' });
    account.when(change({ sharedUrl: true }), as()).thenRefused({ code: 'scope_missing' });
    account
      .when(change({ status: 'closed', mode: 'evaluation' }), as([], 'system'))
      .thenEvents({ type: 'AccountUpdated' });
    const closed = {
      type: 'AccountUpdated' as const,
      data: { authorId: 1, changes: { status: 'closed' as const }, settings: {}, at: '' },
    };
    given(authorDecider, authorCreated, closed)
      .when(change({ status: 'open' }), as())
      .thenRefused({ code: 'scope_missing' });
  });
  it('that are read-only take nothing but to be open again, from whoever is not the installation [AUTH-15]', () => {
    const data = { authorId: 1, changes: { status: 'readOnly' as const }, settings: {}, at: '' };
    const readOnly = given(authorDecider, authorCreated, { type: 'AccountUpdated', data });
    const refused = { code: 'account_read_only' as const };
    readOnly.when(change({ name: 'x' }), as()).thenRefused(refused);
    readOnly.when(change({ status: 'open' }, { voidBy: 'edit' }), as()).thenRefused(refused);
    readOnly.when(change({ name: 'x' }), as([], 'system')).thenEvents({ type: 'AccountUpdated' });
    readOnly.when(change({ status: 'open' }), as()).thenEvents({ type: 'AccountUpdated' });
  });
  it('have all settings from the start, and go back to them by null [API-ACC-07]', () => {
    account.when(change({}, { voidBy: 'edit', soloRegularLogin: true }), as()).thenState((state) => {
      const { settings, settingsChangedAt, version } = state as Author;
      expect(settings).toEqual({ ...defaultAccountSettings, voidBy: 'edit', soloRegularLogin: true });
      expect(settingsChangedAt).toEqual({
        voidBy: '2026-03-01T09:00:00.000Z',
        soloRegularLogin: '2026-03-01T09:00:00.000Z',
      });
      expect(version).toBe(2);
      const back = authorDecider.decide(change({}, { voidBy: null }), state, as());
      expect(back).toMatchObject({ kind: 'accepted', events: [{ data: { settings: { voidBy: null } } }] });
    });
    account.when(change({}, { voidBy: 'master', logonFailures: null }), as()).thenNothing();
    account.when(change({ name: 'x' }, {}, 4), as()).thenRefused({ code: 'version_conflict', facts: { version: 1 } });
  });
  it('give no group a scope that whoever changes it lacks [API-KEY-05]', () => {
    const writer = as(['account:write', 'products:read']);
    const groups = (granted: string[]) => change({}, { groups: [{ name: 'Own', scopes: granted }] });
    account.when(groups(['products:read']), writer).thenEvents({ type: 'AccountUpdated' });
    account
      .when(groups(['licenses:void']), writer)
      .thenRefused({ code: 'scope_missing', facts: { scope: 'licenses:void' } });
  });
});

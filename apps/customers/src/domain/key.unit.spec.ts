import { AuthorCreated, KeyCreated, scopes } from '@licet/contracts';
import { given } from '@licet/testing';
import { type AuthorCommand, authorDecider } from './author.decide.ts';
import type { DecisionContext } from './caller.ts';

const authorCreated = { type: 'AuthorCreated' as const, data: AuthorCreated.sample };
const keyCreated = { type: 'KeyCreated' as const, data: KeyCreated.sample };
const keyRevoked = {
  type: 'KeyRevoked' as const,
  data: { authorId: 1, keyId: 'k7d2', at: '2026-03-01T09:00:00.000Z' },
};
const uuid = KeyCreated.sample.uuid!;
const withKey = given(authorDecider, authorCreated, keyCreated);
const revoked = given(authorDecider, authorCreated, keyCreated, keyRevoked);
const as = (granted: readonly string[] = scopes): DecisionContext => ({
  now: new Date('2026-03-01T09:00:00.000Z'),
  caller: { actor: { kind: 'key', id: 'maker' }, scopes: granted },
  commandId: 'c-1',
});
const create = (granted: string[]): AuthorCommand => ({
  type: 'CreateKey',
  verifier: 'hmac|1',
  uuid,
  request: { authorId: 1, keyId: 'new', dialect: 'native', name: 'shop', scopes: granted, mode: 'test' },
});
type Changes = Extract<AuthorCommand, { type: 'UpdateKey' }>['request']['changes'];
const change = (changes: Changes, expectedVersion: number | null = null): AuthorCommand => ({
  type: 'UpdateKey',
  request: { authorId: 1, uuid, changes, expectedVersion },
});
const revoke: AuthorCommand = { type: 'RevokeKey', request: { authorId: 1, uuid } };

describe('keys', () => {
  it('name who made them, never more than he may do himself [API-KEY-03, API-KEY-05]', () => {
    const manager = as(['keys:manage', 'licenses:read']);
    withKey.when(create(['licenses:read']), manager).thenEvents({
      type: 'KeyCreated',
      data: { createdBy: 'maker', mode: 'test', expiresAt: null, allowedAddresses: [] },
    });
    withKey.when(create(['licenses:void']), manager).thenRefused({ code: 'scope_missing' });
    withKey.when(create([]), as([])).thenRefused({ code: 'scope_missing', facts: { scope: 'keys:manage' } });
  });
  it('are changed by who may do as much as they may afterwards [API-KEY-05]', () => {
    withKey.when(change({ scopes: ['licenses:void'] }), as(['keys:manage'])).thenRefused({ code: 'scope_missing' });
    withKey.when(change({ expiresAt: null, allowedAddresses: ['192.0.2.1'] }), as(['keys:manage'])).thenRefused({
      code: 'scope_missing',
    });
    withKey
      .when(change({ name: 'x' }), as(['keys:manage']))
      .thenEvents({ type: 'KeyUpdated', data: { changes: { name: 'x' } } });
    withKey.when(change({ name: 'demo' }), as()).thenNothing();
    withKey.when(change({ name: 'x' }, 2), as()).thenRefused({ code: 'version_conflict', facts: { version: 1 } });
  });
  it('are followed by a successor with the same settings, and expire after the overlap [API-KEY-04, API-KEY-05]', () => {
    const rotate = (overlapHours: number): AuthorCommand => ({
      type: 'RotateKey',
      verifier: 'hmac|2',
      newUuid: '019a6f6e-3c00-7000-8000-000000000003',
      request: { authorId: 1, uuid, keyId: 'k8e3', overlapHours },
    });
    const then = withKey.when(rotate(24), as());
    then.thenEvents(
      { type: 'KeyCreated', data: { keyId: 'k8e3', name: 'demo', scopes: ['licenses:read'], expiresAt: null } },
      { type: 'KeyUpdated', data: { keyId: 'k7d2', changes: { expiresAt: '2026-03-02T09:00:00.000Z' } } },
    );
    expect(then.decision).toMatchObject({ claims: [{ scope: 'nativeKey', key: 'k8e3' }] });
    const changes = { expiresAt: '2026-03-01T10:30:00+01:00' };
    const at = '2026-03-01T09:00:00.000Z';
    given(authorDecider, authorCreated, keyCreated, {
      type: 'KeyUpdated',
      data: { authorId: 1, keyId: 'k7d2', changes, at },
    })
      .when(rotate(24), as())
      .thenEvents(
        { type: 'KeyCreated' },
        { type: 'KeyUpdated', data: { changes: { expiresAt: '2026-03-01T09:30:00.000Z' } } },
      );
    revoked.when(rotate(24), as()).thenRefused({ code: 'transition_not_allowed' });
    withKey.when(rotate(24), as(['keys:manage'])).thenRefused({ code: 'scope_missing' });
  });
  it('are revoked once and for all [API-KEY-02]', () => {
    withKey.when(revoke, as(['keys:manage'])).thenEvents({ type: 'KeyRevoked' });
    revoked.when(revoke, as()).thenNothing();
    revoked.when(change({ name: 'x' }), as()).thenRefused({ code: 'transition_not_allowed' });
    withKey.when(revoke, as([])).thenRefused({ code: 'scope_missing' });
  });
});

import { AuthorCreated, KeySetChanged, scopes } from '@licet/contracts';
import { given } from '@licet/testing';
import { type AuthorCommand, authorDecider, defaultDnaClientId } from './author.decide.ts';
import type { DecisionContext } from './caller.ts';

const authorCreated = { type: 'AuthorCreated' as const, data: AuthorCreated.sample };
const author = given(authorDecider, authorCreated);
const as = (kind: 'system' | 'key', granted: readonly string[] = scopes): DecisionContext => ({
  now: new Date('2026-03-01T09:00:00.000Z'),
  caller: { actor: { kind, id: 'x' }, scopes: granted },
  commandId: 'c-1',
});
const create: AuthorCommand = {
  type: 'CreateAuthor',
  authorId: 1,
  uuid: '00112233-4455-7677-8899-aabb00000001',
  request: { name: 'Example', mode: 'evaluation' },
};
const addKey = (dialect: 'native' | 'dna' | 'ip', keyId = 'k7d2'): AuthorCommand => ({
  type: 'CreateKey',
  verifier: 'sha256|1',
  uuid: '019a6f6e-3c00-7000-8000-000000000002',
  request: { authorId: 1, keyId, dialect, name: 'demo', scopes: ['licenses:read'] },
});

describe('accounts', () => {
  it('own one DNA client and one IntelliProtector vendor, claimed over all accounts [UNI-01, DNA-AUTH-05, IP-AUTH-11]', () => {
    const then = given(authorDecider).when(create, as('system'));
    then.thenEvents({
      type: 'AuthorCreated',
      data: { status: 'open', dnaClientId: 'C0000001', ipVendorId: '33221100554477768899aabb00000001' },
    });
    expect(then.decision).toMatchObject({
      claims: [
        { scope: 'command', key: 'c-1' },
        { scope: 'dnaClient', key: 'c0000001' },
        { scope: 'ipVendor', key: '33221100554477768899aabb00000001' },
      ],
    });
  });

  it.each([
    [1, 'C0000001'],
    [9_999_999, 'C9999999'],
    [12_345_678, 'C12345678'],
  ])('%d is DNA client %s [DNA-AUTH-05]', (number, id) => {
    expect(defaultDnaClientId(number)).toBe(id);
  });

  it('are made by the installation alone, whatever the scopes of a caller', () => {
    given(authorDecider).when(create, as('key')).thenRefused({ code: 'scope_missing' });
  });
});

describe('keys', () => {
  it('of the native API are found by their id, so it is claimed; others by their account', () => {
    const native = author.when(addKey('native'), as('system'));
    native.thenEvents({ type: 'KeyCreated', data: { dialect: 'native', verifier: 'sha256|1' } });
    expect(native.decision).toMatchObject({ claims: [{ scope: 'nativeKey', key: 'k7d2' }] });
    expect(author.when(addKey('dna'), as('system')).decision).not.toHaveProperty('claims');
  });
  it('can be several at once [DNA-AUTH-06]', () => {
    author.when(addKey('dna', 'a'), as('system')).thenState((state) => {
      const next = authorDecider.decide(addKey('dna', 'b'), state, as('system'));
      expect(next).toMatchObject({ kind: 'accepted', events: [{ type: 'KeyCreated' }] });
    });
  });
});

describe('key sets', () => {
  const set = (encryptionRequired: boolean): AuthorCommand => ({
    type: 'ChangeKeySet',
    request: { ...KeySetChanged.sample, encryptionRequired },
  });
  const made = given(authorDecider, authorCreated, { type: 'KeySetChanged', data: KeySetChanged.sample });

  it('claim their id over all accounts when they are made, not when they change [API-PRD-11]', () => {
    expect(author.when(set(false), as('key')).decision).toMatchObject({ claims: [{ scope: 'keySet', key: 'PLAIN' }] });
    const changed = made.when(set(true), as('key'));
    changed.thenEvents({ type: 'KeySetChanged', data: { encryptionRequired: true } });
    expect(changed.decision).not.toHaveProperty('claims');
  });
  it('already so change nothing', () => {
    made.when(set(false), as('key')).thenNothing();
  });
});

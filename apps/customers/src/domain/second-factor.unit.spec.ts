import { AuthorCreated, SecondFactorBegun, SecondFactorConfirmed, UserCreated, scopes } from '@licet/contracts';
import { given } from '@licet/testing';
import { type Author, type AuthorState, hasFactor } from './author.ts';
import { type AuthorCommand, authorDecider } from './author.decide.ts';
import type { DecisionContext } from './caller.ts';
import type { CodeProof } from './second-factor.ts';
import { userWith } from './user-of-author.ts';

const created = { type: 'AuthorCreated' as const, data: AuthorCreated.sample };
const anna = { ...UserCreated.sample, kind: 'person' as const, login: 'ann' };
const user = { type: 'UserCreated' as const, data: anna };
const begun = { type: 'SecondFactorBegun' as const, data: SecondFactorBegun.sample };
const data = { ...SecondFactorConfirmed.sample, step: 100, recovery: ['r-1', 'r-2'] };
const confirmed = { type: 'SecondFactorConfirmed' as const, data };
const used = (proof: CodeProof) => ({
  type: 'SecondFactorUsed' as const,
  data: { authorId: 1, login: 'ann', step: null, recovery: null, ...proof, at: data.at },
});
const plain = given(authorDecider, created, user);
const half = given(authorDecider, created, user, begun);
const active = given(authorDecider, created, user, begun, confirmed);

const as = (granted: readonly string[] = []): DecisionContext => ({
  now: new Date('2026-03-01T09:00:00.000Z'),
  caller: { actor: { kind: 'user', id: 'x' }, scopes: granted },
  commandId: 'c-1',
});
const of = { uuid: anna.uuid, before: anna.verifier };
const { secret } = begun.data;
const begin: AuthorCommand = { type: 'BeginSecondFactor', ...of, secret: 's1|customers/author-1|BBBB' };
const confirm: AuthorCommand = { type: 'ConfirmSecondFactor', ...of, secret, step: 100, recovery: ['r-1'] };
const use = (proof: CodeProof, more: object = {}): AuthorCommand => ({
  type: 'UseSecondFactor',
  ...of,
  secret,
  proof,
  ...more,
});
const end = (proof: CodeProof): AuthorCommand => ({ type: 'EndSecondFactor', ...of, secret, proof });
const remove: AuthorCommand = { type: 'RemoveSecondFactor', uuid: anna.uuid };
const refused = { code: 'unauthenticated' as const };
const userOf = (state: AuthorState) => userWith(state as Author, anna.uuid)!;

describe('a second factor', () => {
  it('counts once a code of it was told, and is begun anew as long as it does not [API-USR-04]', () => {
    plain.when(begin, as()).thenEvents({ type: 'SecondFactorBegun' });
    half.when(begin, as()).thenEvents({ type: 'SecondFactorBegun' });
    half.when(use({ step: 101 }), as()).thenRefused(refused);
    half.when(confirm, as()).thenEvents({ type: 'SecondFactorConfirmed' });
    active.when(begin, as()).thenRefused({ code: 'duplicate' });
    active.when(confirm, as()).thenRefused(refused);
    plain.when(confirm, as()).thenRefused(refused);
    half.when({ ...confirm, secret: 's1|customers/author-1|CCCC' }, as()).thenRefused(refused);
  });

  it('takes no code twice, and none that is older than the last one [API-USR-04]', () => {
    for (const step of [99, 100]) active.when(use({ step }), as()).thenRefused(refused);
    active.when(use({ step: 101 }), as()).thenEvents({ type: 'SecondFactorUsed', data: { step: 101, recovery: null } });
    const after = given(authorDecider, created, user, begun, confirmed, used({ step: 101 }));
    after.when(use({ step: 101 }), as()).thenRefused(refused);
    after.when(end({ step: 101 }), as()).thenRefused(refused);
    after.when(use({ step: 102 }), as()).thenEvents({ type: 'SecondFactorUsed' });
  });

  it('takes each recovery code once [API-USR-04]', () => {
    active.when(use({ recovery: 'r-3' }), as()).thenRefused(refused);
    active.when(use({ recovery: 'r-1' }), as()).thenEvents({ type: 'SecondFactorUsed', data: { recovery: 'r-1' } });
    const after = given(authorDecider, created, user, begun, confirmed, used({ recovery: 'r-1' }));
    after.when(use({ recovery: 'r-1' }), as()).thenRefused(refused);
    after.when(end({ recovery: 'r-2' }), as()).thenEvents({ type: 'SecondFactorEnded' });
  });

  it('takes nothing for another secret or password than it was proved with [API-USR-04]', () => {
    active.when(use({ step: 101 }, { secret: 's1|customers/author-1|CCCC' }), as()).thenRefused(refused);
    active.when(use({ step: 101 }, { before: 'scrypt|another' }), as()).thenRefused(refused);
  });

  it('is removed by who manages users and may do what its owner may, and by nobody else [API-USR-04, API-KEY-05]', () => {
    active.when(remove, as()).thenRefused({ code: 'scope_missing' });
    active.when(remove, as(['users:manage'])).thenRefused({ code: 'scope_missing' });
    active
      .when(remove, as(scopes))
      .thenEvents({ type: 'SecondFactorEnded' })
      .thenState((state) => {
        expect([hasFactor(userOf(state)), userOf(state).version]).toEqual([false, 3]);
      });
    plain.when(remove, as(scopes)).thenEvents();
  });
});

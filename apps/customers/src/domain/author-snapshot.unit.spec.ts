import {
  AccountUpdated,
  AuthorCreated,
  type AuthorEvent,
  KeyCreated,
  KeySetChanged,
  SecondFactorBegun,
  SecondFactorConfirmed,
  UserCreated,
  defaultAccountSettings,
} from '@licet/contracts';
import { createHash } from 'node:crypto';
import { authorSnapshot } from './author-snapshot.ts';
import { type AuthorState, evolveAuthor, noAuthor } from './author.ts';

const { login } = SecondFactorBegun.sample;
const events = [
  { type: 'AuthorCreated', data: AuthorCreated.sample },
  { type: 'UserCreated', data: { ...UserCreated.sample, login } },
  { type: 'UserCreated', data: { ...UserCreated.sample, login: '__proto__' } },
  { type: 'SecondFactorBegun', data: SecondFactorBegun.sample },
  { type: 'SecondFactorConfirmed', data: SecondFactorConfirmed.sample },
  { type: 'KeyCreated', data: KeyCreated.sample },
  { type: 'KeySetChanged', data: KeySetChanged.sample },
  { type: 'AccountUpdated', data: AccountUpdated.sample },
] as AuthorEvent[];
const author = events.reduce<AuthorState>(evolveAuthor, noAuthor);
const { form, stateVersion } = authorSnapshot;

/** Names of everything in a value, by kind. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((it) => JSON.stringify(shapeOf(it))))].sort();
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.entries(value)
    .map(([name, of]) => [name, shapeOf(of)])
    .sort(([a], [b]) => String(a).localeCompare(String(b)));
}

describe('the snapshot of an account', () => {
  it('is the account as it was, whatever its logins are called', () => {
    for (const state of [author, noAuthor])
      expect(form.read(JSON.parse(JSON.stringify(form.write(state))))).toEqual(state);
  });

  it('has the default of every setting that came after it', () => {
    const old = { ...(form.write(author) as object), settings: {} };
    expect(form.read(old)).toMatchObject({ settings: defaultAccountSettings });
  });

  it('has another version for each shape: one that lacks what the code reads must not be read', () => {
    const shape = JSON.stringify(shapeOf({ ...form.write(author), settings: {} }));
    expect({ stateVersion, shape: createHash('sha256').update(shape).digest('hex').slice(0, 16) }).toEqual({
      stateVersion: 2,
      shape: 'dc5e6a8540261f5a',
    });
  });
});

import { defaultAccountSettings } from '@licet/contracts';
import type { ApiKey, Author, AuthorState, KeySet, User } from './author.ts';

/** As JSON holds it: logins and key ids are anything that people choose, so pairs and no members. */
type Stored =
  | { kind: 'none' }
  | (Omit<Author, 'users' | 'keys' | 'keySets'> & {
      users: [string, User][];
      keys: [string, ApiKey][];
      keySets: [string, KeySet][];
    });

const write = (state: AuthorState): Stored =>
  state.kind === 'none'
    ? state
    : { ...state, users: [...state.users], keys: [...state.keys], keySets: [...state.keySets] };

const read = (stored: unknown): AuthorState => {
  const state = stored as Stored;
  if (state.kind === 'none') return state;
  const settings = { ...defaultAccountSettings, ...state.settings };
  const maps = { users: new Map(state.users), keys: new Map(state.keys), keySets: new Map(state.keySets) };
  return { ...state, ...maps, settings };
};

/** Second factors make an author's stream long. Raise `stateVersion` when the shape of the state changes: snapshots of other versions are not read. */
export const authorSnapshot = { stateVersion: 2, every: 200, form: { write, read } };

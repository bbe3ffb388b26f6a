import type { AuthorEvent } from '@licet/contracts';

type Data<T extends AuthorEvent['type']> = Extract<AuthorEvent, { type: T }>['data'];
export type ApiUser = Omit<Data<'ApiUserCreated'>, 'authorId'>;
export type ApiKey = Omit<Data<'KeyCreated'>, 'authorId'>;
export type KeySet = Omit<Data<'KeySetChanged'>, 'authorId'>;

/** A tenant with its credentials and key sets. */
export interface Author extends Data<'AuthorCreated'> {
  kind: 'author';
  /** By user id, as it was given: letter case counts. */
  users: ReadonlyMap<string, ApiUser>;
  /** By key id. */
  keys: ReadonlyMap<string, ApiKey>;
  /** By EncryptionKeyID. */
  keySets: ReadonlyMap<string, KeySet>;
}

export type AuthorState = { kind: 'none' } | Author;

export const noAuthor: AuthorState = { kind: 'none' };

export function evolveAuthor(state: AuthorState, event: AuthorEvent): AuthorState {
  if (event.type === 'AuthorCreated')
    return { kind: 'author', ...event.data, users: new Map(), keys: new Map(), keySets: new Map() };
  if (state.kind === 'none') return state;
  switch (event.type) {
    case 'ApiUserCreated':
      return { ...state, users: new Map(state.users).set(event.data.userId, event.data) };
    case 'KeyCreated':
      return { ...state, keys: new Map(state.keys).set(event.data.keyId, event.data) };
    case 'KeySetChanged':
      return { ...state, keySets: new Map(state.keySets).set(event.data.encryptionKeyId, event.data) };
  }
}

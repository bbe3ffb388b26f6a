import type { Author, RecordedUser, User } from './author.ts';
import { effectiveScopes } from './rights.ts';

/** The user with this UUID. */
export const userWith = ({ users }: Author, uuid: string): User | undefined =>
  [...users.values()].find((user) => user.uuid === uuid);

/** What such a user may do; also names that there are no scopes of, which nobody can grant. */
export const userGrants = (author: Author, settings: Pick<RecordedUser, 'scopes' | 'groups'>): string[] => [
  ...settings.scopes,
  ...effectiveScopes(author, settings),
];

import { type AccountSettings, scopes } from '@licet/contracts';
import type { Author, RecordedUser } from './author.ts';

/** Own scopes of a user and those of all groups, in the order of the registry. [PERM-12] */
export function effectiveScopes(
  author: Pick<Author, 'settings' | 'sharedUrl'>,
  user: Pick<RecordedUser, 'scopes' | 'groups'>,
): string[] {
  const granted = new Set([...user.scopes, ...scopesOf(author.settings.groups, user.groups)]);
  return usableScopes(
    author,
    scopes.filter((scope) => granted.has(scope)),
  );
}

/** Nobody is Master User on a shared-URL installation, whatever was granted. [PERM-10, PERM-23] */
export const usableScopes = ({ sharedUrl }: Pick<Author, 'sharedUrl'>, granted: readonly string[]): string[] =>
  granted.filter((scope) => !sharedUrl || scope !== 'licenses:void');

/** Scopes of the groups with these names; a name that no group has any more gives none. */
const scopesOf = (groups: AccountSettings['groups'], names: readonly string[]): string[] =>
  groups.filter(({ name }) => names.includes(name)).flatMap((group) => group.scopes);

/** Scopes that members of a group have after a change of the groups and had not before. [API-KEY-05] */
export const addedByGroups = (before: AccountSettings['groups'], after: AccountSettings['groups']): string[] =>
  after.flatMap(({ name, scopes: granted }) => {
    const had = scopesOf(before, [name]);
    return granted.filter((scope) => !had.includes(scope));
  });

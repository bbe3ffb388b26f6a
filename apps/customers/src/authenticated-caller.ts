import type { AuthenticatedCaller } from '@licet/contracts';
import type { Author } from './domain/author.ts';

/** Who is calling, what he may do, and how his account stands as of this call. [PERM-21] */
export const authenticatedCaller = (
  { authorId, mode, status }: Author,
  actor: AuthenticatedCaller['actor'],
  scopes: readonly string[],
): AuthenticatedCaller => ({ authorId, actor, scopes, account: { mode, status } });

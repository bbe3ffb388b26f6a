import type { AccountDetails } from '@licet/contracts';
import type { Author } from './domain/author.ts';
import { without } from './domain/without.ts';

/** An account without its credentials. [API-ACC-01] */
export const accountDetails = (author: Author): AccountDetails => without(author, 'kind', 'users', 'keys', 'keySets');

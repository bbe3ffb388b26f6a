import type { AccountDetails } from '@licet/contracts';
import type { Author } from './domain/author.ts';
import { without } from './domain/without.ts';

/** An account without its credentials and secrets. [API-ACC-01] */
export function accountDetails(author: Author): AccountDetails {
  const { settings, ...others } = without(author, 'kind', 'users', 'keys', 'keySets');
  const { openIdConnect } = settings;
  return {
    ...others,
    settings: { ...settings, openIdConnect: openIdConnect && { ...openIdConnect, clientSecret: null } },
  };
}

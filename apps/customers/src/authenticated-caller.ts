import { type AuthenticatedCaller, customerScopes } from '@licet/contracts';
import type { ApiKey, Author, User } from './domain/author.ts';
import { effectiveScopes, usableScopes } from './domain/rights.ts';

/** Who is calling, what he may do, and how his account stands as of this call. [PERM-12, PERM-21] */
export const callerOfUser = (author: Author, { login, settings }: User): AuthenticatedCaller => ({
  ...ofAccount(author, settings.orderLevel),
  actor: { kind: 'user', id: login, name: login },
  scopes: effectiveScopes(author, settings),
  networks: settings.outsideAccess,
  expiresAt: null,
  testOnly: false,
});

export const callerOfKey = (author: Author, { keyId, mode, settings }: ApiKey): AuthenticatedCaller => ({
  ...ofAccount(author, null),
  actor: { kind: 'key', id: keyId, name: settings.name },
  scopes: usableScopes(author, settings.scopes),
  networks: settings.allowedAddresses,
  expiresAt: settings.expiresAt,
  testOnly: mode === 'test',
});

/** He sees and changes what is his own. [API-USR-05] */
export const callerOfCustomer = (author: Author, customerId: number): AuthenticatedCaller => ({
  ...ofAccount(author, null),
  actor: { kind: 'customer', id: String(customerId), name: '' },
  scopes: customerScopes,
  networks: [],
  expiresAt: null,
  testOnly: false,
});

const ofAccount = ({ authorId, mode, status, settings }: Author, orderLevel: number | null) => {
  const { closedLicenseEdits, voidBy, requireIdempotencyKey, requireIfMatch, debugTiming, allowedOrigins } = settings;
  return {
    authorId,
    account: { mode, status },
    rules: { closedLicenseEdits, voidBy, orderLevel },
    apiRules: { requireIdempotencyKey, requireIfMatch, debugTiming, allowedOrigins },
  };
};

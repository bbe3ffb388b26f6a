import {
  type AuthorEvent,
  type ChangeKeySet,
  type Claim,
  type CreateApiUser,
  type CreateAuthor,
  type CreateKey,
  type Decider,
  type Decision,
  type RequestOf,
  accept,
  ipId,
  refuse,
} from '@licet/contracts';
import { type Author, type AuthorState, evolveAuthor, noAuthor } from './author.ts';
import { type DecisionContext, isSystem, missingScope, missingToGrant } from './caller.ts';

interface Create {
  type: 'CreateAuthor';
  authorId: number;
  uuid: string;
  request: RequestOf<typeof CreateAuthor>;
}
interface AddUser {
  type: 'CreateApiUser';
  verifier: string;
  request: Omit<RequestOf<typeof CreateApiUser>, 'password'>;
}
interface AddKey {
  type: 'CreateKey';
  verifier: string;
  request: Omit<RequestOf<typeof CreateKey>, 'secret'>;
}
interface SetKeySet {
  type: 'ChangeKeySet';
  request: RequestOf<typeof ChangeKeySet>;
}
/** Secrets travel as verifiers only: no decision and no event ever sees one. */
export type AuthorCommand = Create | AddUser | AddKey | SetKeySet;

/** Names by which the dialects find an account or a credential, each held by one author. [DNA-AUTH-05, IP-AUTH-11, API-PRD-11] */
export const authorClaims = {
  dnaClient: (id: string): Claim => ({ scope: 'dnaClient', key: id.toLowerCase() }),
  ipVendor: (id: string): Claim => ({ scope: 'ipVendor', key: id.replaceAll(/[-{}]/g, '').toLowerCase() }),
  nativeKey: (keyId: string): Claim => ({ scope: 'nativeKey', key: keyId }),
  keySet: (encryptionKeyId: string): Claim => ({ scope: 'keySet', key: encryptionKeyId }),
};

export const authorDecider: Decider<AuthorCommand, AuthorState, AuthorEvent, DecisionContext> = {
  initialState: noAuthor,
  decide: decideAuthor,
  evolve: evolveAuthor,
};

/** Refuses with scope_missing, not_found, duplicate. */
export function decideAuthor(
  command: AuthorCommand,
  state: AuthorState,
  context: DecisionContext,
): Decision<AuthorEvent> {
  switch (command.type) {
    case 'CreateAuthor':
      return createAuthor(command, context);
    case 'CreateApiUser':
      return withAuthor(state, (author) => createApiUser(command, author, context));
    case 'CreateKey':
      return withAuthor(state, (author) => createKey(command, author, context));
    case 'ChangeKeySet':
      return withAuthor(state, (author) => changeKeySet(command, author, context));
  }
}

const withAuthor = (state: AuthorState, decide: (author: Author) => Decision<AuthorEvent>): Decision<AuthorEvent> =>
  state.kind === 'none' ? refuse('not_found', { what: 'author' }) : decide(state);

/** `C` and the number with at least seven digits. [DNA-AUTH-05] */
export const defaultDnaClientId = (authorId: number): string => `C${String(authorId).padStart(7, '0')}`;

function createAuthor({ authorId, uuid, request }: Create, { caller, commandId }: DecisionContext) {
  if (!isSystem(caller)) return refuse('scope_missing', { scope: 'system' });
  const dnaClientId = defaultDnaClientId(authorId);
  const ipVendorId = ipId(uuid); // [IP-AUTH-11]
  const data = { authorId, uuid, ...request, status: 'open' as const, dnaClientId, ipVendorId };
  const claims = [
    { scope: 'command', key: commandId },
    authorClaims.dnaClient(dnaClientId),
    authorClaims.ipVendor(ipVendorId),
  ];
  return { ...accept<AuthorEvent>({ type: 'AuthorCreated', data }), claims };
}

function createApiUser({ verifier, request }: AddUser, author: Author, { caller }: DecisionContext) {
  const { authorId, userId, scopes } = request;
  const lacking = missingToGrant(caller, 'users:manage', scopes);
  if (lacking) return lacking;
  if (author.users.has(userId)) return refuse('duplicate', { what: 'userId' });
  return accept<AuthorEvent>({ type: 'ApiUserCreated', data: { authorId, userId, scopes, verifier } });
}

function createKey({ verifier, request }: AddKey, author: Author, { caller }: DecisionContext): Decision<AuthorEvent> {
  const { authorId, keyId, dialect, name, scopes } = request;
  const lacking = missingToGrant(caller, 'keys:manage', scopes);
  if (lacking) return lacking;
  if (author.keys.has(keyId)) return refuse('duplicate', { what: 'keyId' });
  const accepted = accept<AuthorEvent>({
    type: 'KeyCreated',
    data: { authorId, keyId, dialect, name, scopes, verifier },
  });
  return dialect === 'native' ? { ...accepted, claims: [authorClaims.nativeKey(keyId)] } : accepted;
}

/** Makes it, claiming its id, or changes it. [API-PRD-11] */
function changeKeySet({ request }: SetKeySet, author: Author, { caller }: DecisionContext): Decision<AuthorEvent> {
  const lacking = missingScope(caller, 'keySets:write');
  if (lacking) return lacking;
  const known = author.keySets.get(request.encryptionKeyId);
  if (known && isEqual(known, request)) return accept();
  const accepted = accept<AuthorEvent>({ type: 'KeySetChanged', data: request });
  return known ? accepted : { ...accepted, claims: [authorClaims.keySet(request.encryptionKeyId)] };
}

type KeySetRules = Pick<SetKeySet['request'], 'encryptionRequired' | 'signatureRequired' | 'productIds'>;
const isEqual = (a: KeySetRules, b: KeySetRules): boolean =>
  a.encryptionRequired === b.encryptionRequired &&
  a.signatureRequired === b.signatureRequired &&
  JSON.stringify(a.productIds) === JSON.stringify(b.productIds);

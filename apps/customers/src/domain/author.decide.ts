import {
  type AuthorEvent,
  type ChangeKeySet,
  type Claim,
  type CreateAuthor,
  type Decider,
  type Decision,
  type RequestOf,
  accept,
  ipId,
  refuse,
} from '@licet/contracts';
import { type Author, type AuthorState, evolveAuthor, noAuthor } from './author.ts';
import { type AccountChange, changeAccount } from './account.decide.ts';
import { type DecisionContext, isSystem, missingScope } from './caller.ts';
import { isSame } from './is-same.ts';
import { type KeyCommand, decideKey, nativeKeyClaim } from './key.decide.ts';
import { type SecondFactorCommand, decideSecondFactor } from './second-factor.decide.ts';
import { type UserCommand, decideUser } from './user.decide.ts';

interface Create {
  type: 'CreateAuthor';
  authorId: number;
  uuid: string;
  request: RequestOf<typeof CreateAuthor>;
}
interface SetKeySet {
  type: 'ChangeKeySet';
  request: RequestOf<typeof ChangeKeySet>;
}
/** Secrets travel as verifiers only: no decision and no event ever sees one. */
export type AuthorCommand = Create | UserCommand | SecondFactorCommand | KeyCommand | SetKeySet | AccountChange;

/** Names by which the dialects find an account or a credential, each held by one author. [DNA-AUTH-05, IP-AUTH-11, API-PRD-11] */
export const authorClaims = {
  dnaClient: (id: string): Claim => ({ scope: 'dnaClient', key: id.toLowerCase() }),
  ipVendor: (id: string): Claim => ({ scope: 'ipVendor', key: id.replaceAll(/[-{}]/g, '').toLowerCase() }),
  nativeKey: nativeKeyClaim,
  keySet: (encryptionKeyId: string): Claim => ({ scope: 'keySet', key: encryptionKeyId }),
};

export const authorDecider: Decider<AuthorCommand, AuthorState, AuthorEvent, DecisionContext> = {
  initialState: noAuthor,
  decide: decideAuthor,
  evolve: evolveAuthor,
};

/** Refuses with scope_missing, not_found, duplicate, version_conflict, parameter_invalid, transition_not_allowed. */
export function decideAuthor(
  command: AuthorCommand,
  state: AuthorState,
  context: DecisionContext,
): Decision<AuthorEvent> {
  switch (command.type) {
    case 'CreateAuthor':
      return createAuthor(command, context);
    case 'CreateUser':
    case 'UpdateUser':
    case 'ReplaceUserPassword':
    case 'ChangeOwnPassword':
      return withAuthor(state, (author) => decideUser(command, author, context));
    case 'BeginSecondFactor':
    case 'ConfirmSecondFactor':
    case 'UseSecondFactor':
    case 'EndSecondFactor':
    case 'RemoveSecondFactor':
      return withAuthor(state, (author) => decideSecondFactor(command, author, context));
    case 'CreateKey':
    case 'UpdateKey':
    case 'RevokeKey':
    case 'RotateKey':
      return withAuthor(state, (author) => decideKey(command, author, context));
    case 'ChangeAccount':
      return withAuthor(state, (author) => changeAccount(command, author, context));
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
  isSame(a.productIds, b.productIds);

import {
  type AuthorEvent,
  type CreateUser,
  type Decision,
  type ReplaceUserPassword,
  type Refused,
  type RequestOf,
  type UpdateUser,
  accept,
  refuse,
} from '@licet/contracts';
import type { Author, RecordedUser, User } from './author.ts';
import { type DecisionContext, missingScope, missingToGrant } from './caller.ts';
import { isSame } from './is-same.ts';
import { closedAccount } from './register-customer.ts';
import { userGrants, userWith } from './user-of-author.ts';

export interface AddUser {
  type: 'CreateUser';
  verifier: string;
  uuid: string;
  /** Personal texts sealed. */
  settings: RecordedUser;
  request: Pick<RequestOf<typeof CreateUser>, 'authorId' | 'kind' | 'login'>;
}
export interface ChangeUser {
  type: 'UpdateUser';
  /** Personal texts sealed, and only those that differ. */
  changes: Partial<RecordedUser> & Pick<RequestOf<typeof UpdateUser>['changes'], 'status'>;
  request: Omit<RequestOf<typeof UpdateUser>, 'changes'>;
}
export interface ReplacePassword {
  type: 'ReplaceUserPassword';
  verifier: string;
  request: Omit<RequestOf<typeof ReplaceUserPassword>, 'password'>;
}
/** A person who has just proved the present password chooses another. `before`: verifier of the one that was proved. */
export interface ChangeOwnPassword {
  type: 'ChangeOwnPassword';
  uuid: string;
  before: string;
  verifier: string;
}
export type UserCommand = AddUser | ChangeUser | ReplacePassword | ChangeOwnPassword;

export function decideUser(command: UserCommand, author: Author, context: DecisionContext): Decision<AuthorEvent> {
  switch (command.type) {
    case 'CreateUser':
      return createUser(command, author, context);
    case 'UpdateUser':
      return updateUser(command, author, context);
    case 'ReplaceUserPassword':
      return replacePassword(command, author, context);
    case 'ChangeOwnPassword':
      return changeOwnPassword(command, author, context);
  }
}

function createUser(
  { uuid, verifier, settings, request }: AddUser,
  author: Author,
  { caller, now }: DecisionContext,
): Decision<AuthorEvent> {
  const lacking = missingToGrant(caller, 'users:manage', userGrants(author, settings));
  if (lacking) return lacking;
  if (author.users.has(request.login)) return refuse('duplicate', { what: 'login' });
  return (
    unknownGroup(author, settings.groups) ??
    accept<AuthorEvent>({
      type: 'UserCreated',
      data: { ...request, uuid, verifier, settings, at: now.toISOString() },
    })
  );
}

/** Whoever changes more than a name, or disables, needs all that the user may do afterwards: an e-mail address may be enough to sign in. [API-KEY-05, API-USR-04] */
function updateUser(
  { changes, request }: ChangeUser,
  author: Author,
  { caller, now }: DecisionContext,
): Decision<AuthorEvent> {
  const lacking = missingScope(caller, 'users:manage');
  if (lacking) return lacking;
  const user = userWith(author, request.uuid);
  if (!user) return refuse('not_found', { what: 'user' });
  const { expectedVersion } = request;
  if (expectedVersion !== null && expectedVersion !== user.version)
    return refuse('version_conflict', { version: user.version });
  const { name, status, ...rights } = differing(user, changes);
  const grants = Object.keys(rights).length > 0 || status === 'active';
  const tooMuch = grants && missingScope(caller, ...userGrants(author, { ...user.settings, ...rights }));
  if (tooMuch) return tooMuch;
  const unknown = rights.groups && unknownGroup(author, rights.groups);
  if (unknown) return unknown;
  const told = {
    ...rights,
    ...(name !== undefined && { name }),
    ...(status !== undefined && { status }),
  };
  if (Object.keys(told).length === 0) return accept();
  const data = { authorId: author.authorId, login: user.login, changes: told, at: now.toISOString() };
  return accept<AuthorEvent>({ type: 'UserUpdated', data });
}

/** Whoever knows a password may do what its user may. [API-KEY-05] */
function replacePassword(
  { verifier, request }: ReplacePassword,
  author: Author,
  { caller, now }: DecisionContext,
): Decision<AuthorEvent> {
  const lacking = missingScope(caller, 'users:manage');
  if (lacking) return lacking;
  const user = userWith(author, request.uuid);
  if (!user) return refuse('not_found', { what: 'user' });
  const tooMuch = missingScope(caller, ...userGrants(author, user.settings));
  if (tooMuch) return tooMuch;
  const { authorId } = author;
  const data = { authorId, login: user.login, verifier, at: now.toISOString() };
  return accept<AuthorEvent>({ type: 'UserPasswordReplaced', data });
}

/** Nobody needs a scope for what is his own; the demand for another password is met by it. [PERM-20, AUTH-15] */
function changeOwnPassword(
  { uuid, before, verifier }: ChangeOwnPassword,
  author: Author,
  { now }: DecisionContext,
): Decision<AuthorEvent> {
  const user = userWith(author, uuid);
  if (user?.verifier !== before) return refuse('unauthenticated');
  const closed = closedAccount(author);
  if (closed) return closed;
  const told = { authorId: author.authorId, login: user.login, at: now.toISOString() };
  const replaced = { type: 'UserPasswordReplaced', data: { ...told, verifier } } as const;
  if (!user.settings.forcePasswordChange) return accept<AuthorEvent>(replaced);
  const met = { type: 'UserUpdated', data: { ...told, changes: { forcePasswordChange: false } } } as const;
  return accept<AuthorEvent>(replaced, met);
}

function unknownGroup({ settings }: Author, names: readonly string[]): Refused | undefined {
  const known = settings.groups.map(({ name }) => name);
  const all = names.every((name) => known.includes(name));
  return all ? undefined : refuse('parameter_invalid', { pointers: ['/groups'] });
}

function differing({ status, settings }: User, changes: ChangeUser['changes']): ChangeUser['changes'] {
  const before = { ...settings, status } as Record<string, unknown>;
  return Object.fromEntries(Object.entries(changes).filter(([name, value]) => !isSame(before[name], value)));
}

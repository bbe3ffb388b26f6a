import {
  type AuthorEvent,
  type ChangeAccount,
  type ChangedSettings,
  type Decision,
  type RequestOf,
  accept,
  refuse,
} from '@licet/contracts';
import { type Author, settingsAfter } from './author.ts';
import { type DecisionContext, isSystem, missingScope } from './caller.ts';
import { isSame } from './is-same.ts';
import { userGrants } from './user-of-author.ts';
import { addedByGroups } from './rights.ts';

type Request = RequestOf<typeof ChangeAccount>;

export interface AccountChange {
  type: 'ChangeAccount';
  request: Request;
}

/** Of a read-only account nothing else changes. Nobody gives a group what he lacks himself; closing an account, and its mode, are the installation's. [AUTH-15, API-KEY-05] */
export function changeAccount(
  { request }: AccountChange,
  author: Author,
  { caller, now }: DecisionContext,
): Decision<AuthorEvent> {
  const lacking = missingScope(caller, 'account:write');
  if (lacking) return lacking;
  const { authorId, expectedVersion } = request;
  if (author.status === 'readOnly' && !isSystem(caller) && asksForMore(request)) return refuse('account_read_only');
  if (expectedVersion !== null && expectedVersion !== author.version)
    return refuse('version_conflict', { version: author.version });
  const changes = changed(author, request.changes);
  const closes = changes.status !== undefined && [changes.status, author.status].includes('closed');
  const ofInstallation = closes || changes.mode !== undefined || changes.sharedUrl !== undefined;
  if (ofInstallation && !isSystem(caller)) return refuse('scope_missing', { scope: 'system' });
  const after = settingsAfter(author, request.settings);
  const tooMuch = missingScope(caller, ...addedByGroups(author.settings.groups, after.groups));
  if (tooMuch) return tooMuch;
  const settings = Object.fromEntries(
    Object.entries(request.settings).filter(([name]) => !isSame(setting(author.settings, name), setting(after, name))),
  ) as ChangedSettings;
  const vouches = settings.openIdConnect && missingScope(caller, ...grantsOfPeople(author));
  if (vouches) return vouches;
  if (Object.keys(changes).length + Object.keys(settings).length === 0) return accept();
  return accept<AuthorEvent>({ type: 'AccountUpdated', data: { authorId, changes, settings, at: now.toISOString() } });
}

/** A provider says who somebody is: whoever names it may be anybody. [API-KEY-05] */
const grantsOfPeople = (author: Author): string[] => [
  'users:manage',
  ...[...author.users.values()].flatMap(({ kind, settings }) =>
    kind === 'person' ? userGrants(author, settings) : [],
  ),
];

/** Than to be read-only or no longer, which is all that a read-only account takes. [AUTH-15] */
const asksForMore = ({ changes, settings }: Request): boolean =>
  Object.keys(changes).some((name) => name !== 'status') || Object.keys(settings).length > 0;

const setting = (settings: Author['settings'], name: string): unknown => settings[name as keyof Author['settings']];

const changed = (author: Author, changes: Request['changes']): Request['changes'] =>
  Object.fromEntries(
    Object.entries(changes).filter(([name, value]) => author[name as keyof Request['changes']] !== value),
  );

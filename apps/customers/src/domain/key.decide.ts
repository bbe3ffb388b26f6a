import {
  type AuthorEvent,
  type Claim,
  type CreateKey,
  type Decision,
  type KeySettings,
  type RequestOf,
  type RevokeKey,
  type RotateKey,
  type UpdateKey,
  accept,
  refuse,
} from '@licet/contracts';
import type { ApiKey, Author } from './author.ts';
import { type DecisionContext, isSystem, missingScope, missingToGrant } from './caller.ts';
import { isSame } from './is-same.ts';

export interface AddKey {
  type: 'CreateKey';
  verifier: string;
  uuid: string;
  request: Omit<RequestOf<typeof CreateKey>, 'secret'>;
}
export interface ChangeKey {
  type: 'UpdateKey';
  request: RequestOf<typeof UpdateKey>;
}
export interface EndKey {
  type: 'RevokeKey';
  request: RequestOf<typeof RevokeKey>;
}
export interface ReplaceKey {
  type: 'RotateKey';
  verifier: string;
  /** Of the successor. */
  newUuid: string;
  request: Omit<RequestOf<typeof RotateKey>, 'secret'>;
}
export type KeyCommand = AddKey | ChangeKey | EndKey | ReplaceKey;

/** By which a native key is found: it names itself. */
export const nativeKeyClaim = (keyId: string): Claim => ({ scope: 'nativeKey', key: keyId });

export function decideKey(command: KeyCommand, author: Author, context: DecisionContext): Decision<AuthorEvent> {
  switch (command.type) {
    case 'CreateKey':
      return createKey(command, author, context);
    case 'UpdateKey':
      return updateKey(command, author, context);
    case 'RevokeKey':
      return revokeKey(command, author, context);
    case 'RotateKey':
      return rotateKey(command, author, context);
  }
}

/** The key with this UUID. */
export const keyWith = ({ keys }: Author, uuid: string): ApiKey | undefined =>
  [...keys.values()].find((key) => key.uuid === uuid);

function createKey(
  { verifier, uuid, request }: AddKey,
  author: Author,
  { caller, now }: DecisionContext,
): Decision<AuthorEvent> {
  const { authorId, keyId, dialect, name, scopes } = request;
  const { mode = 'live', expiresAt = null, allowedAddresses = [] } = request;
  const lacking = missingToGrant(caller, 'keys:manage', scopes);
  if (lacking) return lacking;
  if (author.keys.has(keyId)) return refuse('duplicate', { what: 'keyId' });
  const createdBy = isSystem(caller) ? null : caller.actor.id;
  const named = { authorId, keyId, dialect, name, scopes, verifier, uuid, mode, expiresAt, allowedAddresses };
  const data = { ...named, createdBy, at: now.toISOString() };
  const accepted = accept<AuthorEvent>({ type: 'KeyCreated', data });
  return dialect === 'native' ? { ...accepted, claims: [nativeKeyClaim(keyId)] } : accepted;
}

/** Whoever changes more than the name needs all that the key may do afterwards. A revoked key stays as it is. [API-KEY-05] */
function updateKey({ request }: ChangeKey, author: Author, { caller, now }: DecisionContext): Decision<AuthorEvent> {
  const lacking = missingScope(caller, 'keys:manage');
  if (lacking) return lacking;
  const { authorId, uuid, expectedVersion } = request;
  const key = keyWith(author, uuid);
  if (!key) return refuse('not_found', { what: 'key' });
  if (expectedVersion !== null && expectedVersion !== key.version)
    return refuse('version_conflict', { version: key.version });
  const changes = differing(key, request.changes);
  const tooMuch =
    Object.keys(changes).some((name) => name !== 'name') &&
    missingScope(caller, ...(changes.scopes ?? key.settings.scopes));
  if (tooMuch) return tooMuch;
  if (Object.keys(changes).length === 0) return accept();
  if (key.status === 'revoked') return refuse('transition_not_allowed', { what: 'revoked' });
  const data = { authorId, keyId: key.keyId, changes, at: now.toISOString() };
  return accept<AuthorEvent>({ type: 'KeyUpdated', data });
}

function revokeKey({ request }: EndKey, author: Author, { caller, now }: DecisionContext): Decision<AuthorEvent> {
  const lacking = missingScope(caller, 'keys:manage');
  if (lacking) return lacking;
  const key = keyWith(author, request.uuid);
  if (!key) return refuse('not_found', { what: 'key' });
  if (key.status === 'revoked') return accept();
  const { authorId } = author;
  return accept<AuthorEvent>({ type: 'KeyRevoked', data: { authorId, keyId: key.keyId, at: now.toISOString() } });
}

const hourMs = 3_600_000;

/** Whoever gets the successor may do what the key may. [API-KEY-04, API-KEY-05] */
function rotateKey(
  { verifier, newUuid: uuid, request }: ReplaceKey,
  author: Author,
  { caller, now }: DecisionContext,
): Decision<AuthorEvent> {
  const lacking = missingScope(caller, 'keys:manage');
  if (lacking) return lacking;
  const { authorId, keyId, overlapHours } = request;
  const key = keyWith(author, request.uuid);
  if (!key) return refuse('not_found', { what: 'key' });
  const tooMuch = missingScope(caller, ...key.settings.scopes);
  if (tooMuch) return tooMuch;
  if (key.status === 'revoked') return refuse('transition_not_allowed', { what: 'revoked' });
  if (author.keys.has(keyId)) return refuse('duplicate', { what: 'keyId' });
  const { dialect, mode, settings } = key;
  const at = now.toISOString();
  const createdBy = isSystem(caller) ? null : caller.actor.id;
  const successor = { authorId, keyId, dialect, mode, ...settings, verifier, uuid, createdBy, at };
  const expiresAt = earlier(settings.expiresAt, now.getTime() + overlapHours * hourMs);
  const accepted = accept<AuthorEvent>(
    { type: 'KeyCreated', data: successor },
    { type: 'KeyUpdated', data: { authorId, keyId: key.keyId, changes: { expiresAt }, at } },
  );
  return dialect === 'native' ? { ...accepted, claims: [nativeKeyClaim(keyId)] } : accepted;
}

const earlier = (expiresAt: string | null, end: number): string =>
  new Date(Math.min(end, expiresAt === null ? end : Date.parse(expiresAt))).toISOString();

const differing = ({ settings }: ApiKey, changes: Partial<KeySettings>): Partial<KeySettings> =>
  Object.fromEntries(
    Object.entries(changes).filter(([name, value]) => !isSame(settings[name as keyof KeySettings], value)),
  );

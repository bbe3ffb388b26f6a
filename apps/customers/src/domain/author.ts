import {
  type AccountSettings,
  type AuthorEvent,
  type KeySettings,
  type UserKind,
  type UserSettings,
  type UserStatus,
  commandIdOf,
  defaultAccountSettings,
  defaultUser,
} from '@licet/contracts';
import type { EventData } from './event-data.ts';
import { type SecondFactor, type SecondFactorEvent, secondFactorAfter } from './second-factor.ts';
import { without } from './without.ts';

type Data<T extends AuthorEvent['type']> = EventData<AuthorEvent, T>;
export type KeySet = Omit<Data<'KeySetChanged'>, 'authorId'>;
/** What is recorded of a user: personal texts sealed. */
export type RecordedUser = Data<'UserCreated'>['settings'] & Pick<UserSettings, 'openIdIssuer'>;

export interface User {
  /** 1, 2, 3 … within the account. */
  number: number;
  uuid: string;
  kind: UserKind;
  /** As it was given: letter case counts. */
  login: string;
  status: UserStatus;
  verifier: string;
  settings: RecordedUser;
  /** How often he was disabled: each time ended his sign-ins for good. */
  timesDisabled: number;
  /** Null for none. */
  secondFactor: SecondFactor | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}

export interface ApiKey {
  /** 1, 2, 3 … within the account. */
  number: number;
  uuid: string;
  keyId: string;
  dialect: Data<'KeyCreated'>['dialect'];
  mode: 'live' | 'test';
  status: 'active' | 'revoked';
  verifier: string;
  settings: KeySettings;
  createdBy: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** A tenant with its credentials, key sets and settings. */
export interface Author extends Data<'AuthorCreated'> {
  kind: 'author';
  /** By login. */
  users: ReadonlyMap<string, User>;
  /** By key id. */
  keys: ReadonlyMap<string, ApiKey>;
  /** By EncryptionKeyID. */
  keySets: ReadonlyMap<string, KeySet>;
  /** Whether it lives on a shared-URL installation, where nobody is Master User. [PERM-10] */
  sharedUrl: boolean;
  /** All settings, set or not. */
  settings: AccountSettings;
  settingsChangedAt: Partial<Record<keyof AccountSettings, string>>;
  version: number;
  createdAt: string;
  updatedAt: string;
}

export type AuthorState = { kind: 'none' } | Author;

export const noAuthor: AuthorState = { kind: 'none' };

export function evolveAuthor(state: AuthorState, event: AuthorEvent): AuthorState {
  if (event.type === 'AuthorCreated') return created(event.data);
  if (state.kind === 'none') return state;
  switch (event.type) {
    case 'ApiUserCreated':
      return withUser(state, userOfOld(state, event.data));
    case 'UserCreated':
      return withUser(state, userOf(state, event.data));
    case 'UserUpdated':
    case 'UserPasswordReplaced':
      return changedUser(state, event);
    case 'SecondFactorBegun':
    case 'SecondFactorConfirmed':
    case 'SecondFactorUsed':
    case 'SecondFactorEnded':
      return changedFactor(state, event);
    case 'KeyCreated':
      return withKey(state, keyOf(state, event.data));
    case 'KeyUpdated':
    case 'KeyRevoked':
      return changedKey(state, event);
    case 'KeySetChanged':
      return { ...state, keySets: new Map(state.keySets).set(event.data.encryptionKeyId, event.data) };
    case 'AccountUpdated':
      return changedAccount(state, event.data);
  }
}

function created(data: Data<'AuthorCreated'>): Author {
  const at = instantOf(data.uuid);
  return {
    kind: 'author',
    ...data,
    users: new Map(),
    keys: new Map(),
    keySets: new Map(),
    sharedUrl: false,
    settings: defaultAccountSettings,
    settingsChangedAt: {},
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
}

const withUser = (author: Author, user: User): Author => ({
  ...author,
  users: new Map(author.users).set(user.login, user),
});
const withKey = (author: Author, key: ApiKey): Author => ({
  ...author,
  keys: new Map(author.keys).set(key.keyId, key),
});

function userOf({ users }: Author, data: Data<'UserCreated'>): User {
  const { at, ...told } = without(data, 'authorId');
  const settings = { openIdIssuer: null, ...told.settings };
  const times = { version: 1, createdAt: at, updatedAt: at };
  return {
    number: users.size + 1,
    status: 'active',
    timesDisabled: 0,
    secondFactor: null,
    ...told,
    settings,
    ...times,
  };
}

/** The oldest records name no UUID and no time; both follow from what they name. */
const userOfOld = (author: Author, { authorId, userId, scopes, verifier }: Data<'ApiUserCreated'>): User =>
  userOf(author, {
    authorId,
    uuid: commandIdOf(`user ${authorId} ${userId}`),
    kind: 'api',
    login: userId,
    verifier,
    settings: { ...defaultUser, name: null, email: null, scopes },
    at: author.createdAt,
  });

type UserChange = Extract<AuthorEvent, { type: 'UserUpdated' | 'UserPasswordReplaced' }>;
function changedUser(author: Author, { type, data }: UserChange): Author {
  const user = author.users.get(data.login);
  if (!user) return author;
  const changed = { ...user, version: user.version + 1, updatedAt: data.at };
  if (type === 'UserPasswordReplaced') return withUser(author, { ...changed, verifier: data.verifier });
  const { status = user.status, ...settings } = data.changes;
  const timesDisabled = user.timesDisabled + (data.changes.status === 'disabled' ? 1 : 0);
  return withUser(author, { ...changed, status, timesDisabled, settings: { ...user.settings, ...settings } });
}

/** Only what is told of a user makes a new version of him. */
function changedFactor(author: Author, event: SecondFactorEvent): Author {
  const user = author.users.get(event.data.login);
  if (!user) return author;
  const changed = { ...user, secondFactor: secondFactorAfter(user.secondFactor, event) };
  const isTold = hasFactor(user) !== hasFactor(changed);
  return withUser(author, isTold ? { ...changed, version: user.version + 1, updatedAt: event.data.at } : changed);
}

/** Whether a sign-in takes a code beside the password. [API-USR-04] */
export const hasFactor = ({ secondFactor }: User): boolean => secondFactor?.status === 'active';

function keyOf({ keys, createdAt }: Author, data: Data<'KeyCreated'>): ApiKey {
  const { authorId, keyId, dialect, verifier, name, scopes, at = createdAt } = data;
  const { mode = 'live', createdBy = null, expiresAt = null, allowedAddresses = [] } = data;
  const { uuid = commandIdOf(`key ${authorId} ${keyId}`) } = data;
  const settings = { name, scopes, expiresAt, allowedAddresses };
  const times = { version: 1, createdAt: at, updatedAt: at };
  const number = keys.size + 1;
  return { number, uuid, keyId, dialect, mode, status: 'active', verifier, settings, createdBy, ...times };
}

type KeyChange = Extract<AuthorEvent, { type: 'KeyUpdated' | 'KeyRevoked' }>;
function changedKey(author: Author, { type, data }: KeyChange): Author {
  const key = author.keys.get(data.keyId);
  if (!key) return author;
  const changed = { ...key, version: key.version + 1, updatedAt: data.at };
  if (type === 'KeyRevoked') return withKey(author, { ...changed, status: 'revoked' });
  return withKey(author, { ...changed, settings: { ...key.settings, ...data.changes } });
}

function changedAccount(author: Author, { changes, settings, at }: Data<'AccountUpdated'>): Author {
  const names = Object.keys(settings) as (keyof AccountSettings)[];
  const settingsChangedAt = { ...author.settingsChangedAt, ...Object.fromEntries(names.map((name) => [name, at])) };
  const version = author.version + 1;
  return {
    ...author,
    ...changes,
    settings: settingsAfter(author, settings),
    settingsChangedAt,
    version,
    updatedAt: at,
  };
}

/** All settings once these have changed; null is the default again. [API-ACC-07] */
export function settingsAfter(
  { settings }: Pick<Author, 'settings'>,
  changed: Data<'AccountUpdated'>['settings'],
): AccountSettings {
  const told = Object.entries(changed).map(([name, value]) => [
    name,
    value ?? defaultAccountSettings[name as keyof AccountSettings],
  ]);
  return { ...settings, ...Object.fromEntries(told) } as AccountSettings;
}

/** When a UUID of version 7 was made. */
const instantOf = (uuid: string): string => new Date(parseInt(uuid.replaceAll('-', '').slice(0, 12), 16)).toISOString();

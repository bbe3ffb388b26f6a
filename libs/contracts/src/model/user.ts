import Type, { type Static } from 'typebox';
import { Issuer } from './account-settings.ts';
import { Networks } from './networks.ts';
import { Count, Nullable, OneOf, Text } from './scalars.ts';

export const ScopeNames = Type.Array(Text(64), { maxItems: 100 });

export const userKinds = ['api', 'person'] as const;
export type UserKind = (typeof userKinds)[number];
export const UserStatus = OneOf('active', 'disabled');
export type UserStatus = Static<typeof UserStatus>;

/** What can be set of a person or API user, in clear. [API-USR-01] */
export const UserSettings = Type.Object({
  name: Text(255),
  email: Text(255),
  /** Own scopes, on top of those of the groups. [PERM-12] */
  scopes: ScopeNames,
  /** Names of groups of the account settings. */
  groups: Type.Array(Text(64), { maxItems: 100 }),
  outsideAccess: Networks,
  /** [PERM-19] */
  orderLevel: Nullable(Count),
  /** Makes a person change the password at next sign-in; blocks no API user. [PERM-20] */
  forcePasswordChange: Type.Boolean(),
  /** Whether a person is among those whom `soloRegularLogin` lets log on to the XML services. [AUTH-06] */
  soloLogin: Type.Boolean(),
  /** The OpenID provider whose word is enough for a person to sign in, as the account names it; null: none is. [API-USR-04] */
  openIdIssuer: Nullable(Issuer),
});
export type UserSettings = Static<typeof UserSettings>;

export const defaultUser: UserSettings = {
  name: '',
  email: '',
  scopes: [],
  groups: [],
  outsideAccess: [],
  orderLevel: null,
  forcePasswordChange: false,
  soloLogin: true,
  openIdIssuer: null,
};

/** A person or API user as its owner knows it, in clear. */
export interface UserFacts extends UserSettings {
  /** 1, 2, 3 … within the account. */
  number: number;
  uuid: string;
  authorId: number;
  kind: UserKind;
  /** UserID of author logons; of an API user a GUID. */
  login: string;
  status: UserStatus;
  /** Own scopes and those of all groups. */
  effectiveScopes: readonly string[];
  /** Whether a sign-in takes a code beside the password. [API-USR-04] */
  secondFactor: boolean;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** To the minute; null before the first logon. */
  lastUsedAt: string | null;
}

/** What can be set of a key. [API-KEY-03] */
export const KeySettings = Type.Object({
  name: Text(255),
  scopes: ScopeNames,
  expiresAt: Nullable(Type.String({ format: 'date-time' })),
  allowedAddresses: Networks,
});
export type KeySettings = Static<typeof KeySettings>;

/** An API key as its owner knows it; its secret is nobody's any more. */
export interface KeyFacts extends KeySettings {
  /** 1, 2, 3 … within the account. */
  number: number;
  uuid: string;
  authorId: number;
  keyId: string;
  dialect: 'native' | 'dna' | 'ip';
  mode: 'live' | 'test';
  status: 'active' | 'revoked';
  /** Id of the credential that made it; null for the installation. */
  createdBy: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
  /** To the minute; null before the first use. */
  lastUsedAt: string | null;
}

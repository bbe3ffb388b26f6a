import {
  Nullable,
  OneOf,
  ScopeNames,
  type UserFacts,
  UserSettings,
  UserStatus,
  defaultUser,
  nativeId,
  userKinds,
} from '@licet/contracts';
import Type, { type Static } from 'typebox';
import { Answer, AnyText, NullableInstant, type Shown, SoloNumber, head } from '../http/view-schema.ts';

const UserSecrets = Type.Object(
  { apiUserPassword: Type.Optional(AnyText), password: Type.Optional(AnyText) },
  { description: 'Only in the answer that made them.' },
);
type UserSecrets = Static<typeof UserSecrets>;

/** [API-USR-01] */
export const UserView = Answer(
  'User',
  {
    ...head('user', 'user'),
    kind: OneOf(...userKinds),
    login: AnyText,
    apiUserId: Nullable(AnyText),
    status: UserStatus,
    ...UserSettings.properties,
    effectiveScopes: ScopeNames,
    secondFactor: Type.Boolean(),
    lastUsedAt: NullableInstant,
    solo: Type.Object({ userNumber: SoloNumber }),
    secrets: Type.Optional(UserSecrets),
  },
  {
    id: 'usr_01k9qpwf00e008000000000md1',
    object: 'user',
    createdAt: '2026-03-01T09:00:00.000Z',
    updatedAt: '2026-03-01T09:00:00.000Z',
    version: 1,
    kind: 'api',
    login: '0f8fad5b-d9cb-469f-a165-70867728950e',
    apiUserId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    status: 'active',
    ...defaultUser,
    name: 'Back office',
    groups: ['Power Users'],
    effectiveScopes: ['licenses:read', 'licenses:create'],
    secondFactor: false,
    lastUsedAt: null,
    solo: { userNumber: 2 },
  },
);

/** A person or API user as the native API shows it. `secrets`: only in the answer that made them. [API-USR-01, API-USR-02] */
export function userView(user: UserFacts, secrets?: UserSecrets): Shown<typeof UserView> {
  const { uuid, number, kind, login, version, createdAt, updatedAt, status, name, email } = user;
  const { scopes, groups, effectiveScopes, outsideAccess, orderLevel, forcePasswordChange, soloLogin } = user;
  return {
    id: nativeId('user', uuid),
    object: 'user',
    createdAt,
    updatedAt,
    version,
    kind,
    login,
    apiUserId: kind === 'api' ? login : null,
    status,
    name,
    email,
    scopes,
    groups,
    effectiveScopes: [...effectiveScopes],
    outsideAccess,
    orderLevel,
    forcePasswordChange,
    soloLogin,
    openIdIssuer: user.openIdIssuer,
    secondFactor: user.secondFactor,
    lastUsedAt: user.lastUsedAt,
    solo: { userNumber: number },
    ...(secrets && { secrets }),
  };
}

/** A fresh password by the name that people and API users know it under. */
export const secretsOf = ({ kind }: Pick<UserFacts, 'kind'>, password: string): UserSecrets =>
  kind === 'api' ? { apiUserPassword: password } : { password };

import { type UserFacts, nativeId } from '@licet/contracts';

/** A person or API user as the native API shows it. `secrets`: only in the answer that made them. [API-USR-01, API-USR-02] */
export function userView(user: UserFacts, secrets?: object) {
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
    effectiveScopes,
    outsideAccess,
    orderLevel,
    forcePasswordChange,
    soloLogin,
    lastUsedAt: user.lastUsedAt,
    solo: { userNumber: number },
    ...(secrets && { secrets }),
  };
}

/** A fresh password by the name that people and API users know it under. */
export const secretsOf = ({ kind }: Pick<UserFacts, 'kind'>, password: string): object =>
  kind === 'api' ? { apiUserPassword: password } : { password };

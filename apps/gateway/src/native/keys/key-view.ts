import { type KeyFacts, nativeId } from '@licet/contracts';

/** An API key as the native API shows it. `secret`: the whole key, only in the answer that made it. [API-KEY-02, API-KEY-03] */
export function keyView(key: KeyFacts, secret?: string) {
  const { uuid, name, dialect, mode, status, scopes, expiresAt, allowedAddresses, createdBy, lastUsedAt } = key;
  const { createdAt, updatedAt, version } = key;
  return {
    id: nativeId('key', uuid),
    object: 'key',
    createdAt,
    updatedAt,
    version,
    name,
    dialect,
    mode,
    status,
    scopes,
    expiresAt,
    allowedAddresses,
    createdBy,
    lastUsedAt,
    ...(secret !== undefined && { secret }),
  };
}

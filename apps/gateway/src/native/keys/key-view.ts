import { type KeyFacts, KeySettings, Nullable, OneOf, nativeId } from '@licet/contracts';
import Type from 'typebox';
import { Answer, AnyText, NullableInstant, type Shown, head } from '../http/view-schema.ts';

const { name, scopes, expiresAt, allowedAddresses } = KeySettings.properties;

/** [API-KEY-02] */
export const KeyView = Answer(
  'Key',
  {
    ...head('key', 'key'),
    name,
    dialect: OneOf('native', 'dna', 'ip'),
    mode: OneOf('live', 'test'),
    status: OneOf('active', 'revoked'),
    ...{ scopes, expiresAt, allowedAddresses },
    createdBy: Nullable(AnyText),
    lastUsedAt: NullableInstant,
    secret: Type.Optional(Type.String({ description: 'The whole key, only in the answer that made it.' })),
  },
  {
    id: 'key_01k9qpwf00e008000000000md2',
    object: 'key',
    createdAt: '2026-03-01T09:00:00.000Z',
    updatedAt: '2026-03-01T09:00:00.000Z',
    version: 1,
    name: 'Shop',
    dialect: 'native',
    mode: 'live',
    status: 'active',
    scopes: ['licenses:read', 'licenses:create'],
    expiresAt: null,
    allowedAddresses: ['192.0.2.0/24'],
    createdBy: null,
    lastUsedAt: '2026-03-01T09:12:00.000Z',
  },
);

/** An API key as the native API shows it. `secret`: the whole key, only in the answer that made it. [API-KEY-02, API-KEY-03] */
export function keyView(key: KeyFacts, secret?: string): Shown<typeof KeyView> {
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

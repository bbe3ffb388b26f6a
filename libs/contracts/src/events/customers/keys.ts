import Type from 'typebox';
import { defineEvent } from '../../base/define-event.ts';
import { Networks } from '../../model/networks.ts';
import { Instant, Nullable, ObjectNumber, OneOf, Text, Uuid } from '../../model/scalars.ts';
import { KeySettings } from '../../model/user.ts';
import { Scopes } from './scopes.ts';
import { Verifier } from './secrets.ts';

export const KeyCreated = defineEvent({
  type: 'KeyCreated',
  version: 1,
  owner: 'customers',
  stream: 'author',
  description: 'An API key of one dialect exists; only its hash is kept. [API-KEY-02, API-KEY-03, DNA-AUTH-06]',
  schema: Type.Object({
    authorId: ObjectNumber,
    keyId: Text(64),
    dialect: OneOf('native', 'dna', 'ip'),
    name: Text(255),
    scopes: Scopes,
    verifier: Verifier,
    /** Members from here on are absent in the oldest records. */
    uuid: Type.Optional(Uuid),
    mode: Type.Optional(OneOf('live', 'test')),
    expiresAt: Type.Optional(Nullable(Instant)),
    allowedAddresses: Type.Optional(Networks),
    createdBy: Type.Optional(Nullable(Text(255))),
    at: Type.Optional(Instant),
  }),
  sample: {
    authorId: 1,
    keyId: 'k7d2',
    dialect: 'native',
    name: 'demo',
    scopes: ['licenses:read'],
    verifier: 'sha256|…',
    uuid: '019a6f6e-3c00-7000-8000-000000000002',
    mode: 'live',
    expiresAt: null,
    allowedAddresses: [],
    createdBy: null,
    at: '2026-03-01T09:00:00.000Z',
  },
});

export const KeyUpdated = defineEvent({
  type: 'KeyUpdated',
  version: 1,
  owner: 'customers',
  stream: 'author',
  description: 'Settings of an API key are now as told; what is not told stays. [API-KEY-03]',
  schema: Type.Object({
    authorId: ObjectNumber,
    keyId: Text(64),
    changes: Type.Partial(KeySettings),
    at: Instant,
  }),
  sample: { authorId: 1, keyId: 'k7d2', changes: { name: 'shop' }, at: '2026-03-01T09:00:00.000Z' },
});

export const KeyRevoked = defineEvent({
  type: 'KeyRevoked',
  version: 1,
  owner: 'customers',
  stream: 'author',
  description: 'An API key is refused from now on, for good. [API-KEY-02, API-KEY-07]',
  schema: Type.Object({ authorId: ObjectNumber, keyId: Text(64), at: Instant }),
  sample: { authorId: 1, keyId: 'k7d2', at: '2026-03-01T09:00:00.000Z' },
});

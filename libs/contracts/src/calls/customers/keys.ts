import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import { firstPage, type ListPage, ListQuery } from '../../model/list.ts';
import { Nullable, ObjectNumber, OneOf, Text, Uuid } from '../../model/scalars.ts';
import { type KeyFacts, KeySettings } from '../../model/user.ts';
import { command, query, Scopes } from './kinds.ts';

export const CreateKey = defineCall<KeyFacts>()({
  name: 'CreateKey',
  ...command,
  description:
    'Makes an API key of one dialect; the secret is kept as a hash only. Refused: scope_missing, duplicate (keyId). [API-KEY-02, API-KEY-05]',
  schema: Type.Object({
    authorId: ObjectNumber,
    keyId: Text(64),
    dialect: OneOf('native', 'dna', 'ip'),
    name: Text(255),
    secret: Text(255),
    scopes: Scopes,
    mode: Type.Optional(OneOf('live', 'test')),
    expiresAt: Type.Optional(KeySettings.properties.expiresAt),
    allowedAddresses: Type.Optional(KeySettings.properties.allowedAddresses),
  }),
  sample: {
    authorId: 1,
    keyId: 'k7d2',
    dialect: 'native',
    name: 'shop',
    secret: 'a random text',
    scopes: ['licenses:read'],
  },
});

const ofKey = { authorId: ObjectNumber, uuid: Uuid };
const key = { authorId: 1, uuid: '019a6f6e-3c00-7000-8000-000000000002' };

export const UpdateKey = defineCall<KeyFacts>()({
  name: 'UpdateKey',
  ...command,
  description:
    'Changes settings of a key. Refused: scope_missing, not_found, version_conflict (facts.version), transition_not_allowed for a revoked one. [API-KEY-02, API-KEY-05]',
  schema: Type.Object({
    ...ofKey,
    changes: Type.Partial(KeySettings),
    expectedVersion: Nullable(Type.Integer({ minimum: 1 })),
  }),
  key: ({ authorId }) => String(authorId),
  sample: { ...key, changes: { name: 'shop' }, expectedVersion: null },
});

export const RevokeKey = defineCall<KeyFacts>()({
  name: 'RevokeKey',
  ...command,
  description: 'Refuses a key from now on, for good. Refused: scope_missing, not_found. [API-KEY-02, API-KEY-07]',
  schema: Type.Object(ofKey),
  key: ({ authorId }) => String(authorId),
  sample: key,
});

export const RotateKey = defineCall<KeyFacts>()({
  name: 'RotateKey',
  ...command,
  description:
    'Makes a successor with the same settings and lets the key expire after the overlap, or when it would anyway; one decision. Answers with the successor. Refused: scope_missing, not_found, duplicate (keyId), transition_not_allowed for a revoked one. [API-KEY-04, API-KEY-05]',
  schema: Type.Object({
    ...ofKey,
    /** Of the successor. */
    keyId: Text(64),
    secret: Text(255),
    overlapHours: Type.Integer({ minimum: 0, maximum: 8760 }),
  }),
  key: ({ authorId }) => String(authorId),
  sample: { ...key, keyId: 'k8e3', secret: 'a random text', overlapHours: 24 },
});

export const GetKey = defineCall<KeyFacts>()({
  name: 'GetKey',
  ...query,
  description: 'An API key of the author, by its UUID or its key id. Refused: not_found.',
  schema: Type.Object({ authorId: ObjectNumber, name: Type.Union([Uuid, Type.Object({ keyId: Text(64) })]) }),
  key: ({ authorId }) => String(authorId),
  sample: { authorId: 1, name: key.uuid },
});

export const ListKeys = defineCall<ListPage<KeyFacts>>()({
  name: 'ListKeys',
  ...query,
  description: 'API keys of the author that a query finds. Refused: cursor_invalid. [API-LIST]',
  schema: Type.Object({ authorId: ObjectNumber, query: ListQuery }),
  key: ({ authorId }) => String(authorId),
  sample: { authorId: 1, query: firstPage },
});

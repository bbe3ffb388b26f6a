import Type from 'typebox';
import { defineEvent } from '../../base/define-event.ts';
import { ChangedSettings } from '../../model/account-settings.ts';
import { Instant, Nullable, ObjectNumber, OneOf, Text, Uuid } from '../../model/scalars.ts';

export const AuthorCreated = defineEvent({
  type: 'AuthorCreated',
  version: 1,
  owner: 'customers',
  stream: 'author',
  description: 'A tenant exists: one SOLO author, one DNA client, one IntelliProtector vendor. [UNI-01]',
  schema: Type.Object({
    authorId: ObjectNumber,
    uuid: Uuid,
    name: Text(255),
    mode: OneOf('live', 'evaluation'),
    status: OneOf('open', 'readOnly', 'closed'),
    dnaClientId: Text(64),
    /** 32 hexadecimal characters. */
    ipVendorId: Text(32),
  }),
  sample: {
    authorId: 1,
    uuid: '019a6f6e-3c00-7000-8000-000000000001',
    name: 'Example Software',
    mode: 'live',
    status: 'open',
    dnaClientId: 'C0000001',
    ipVendorId: '6e6f9a01003c00708000000000000001',
  },
});

export const AccountUpdated = defineEvent({
  type: 'AccountUpdated',
  version: 1,
  owner: 'customers',
  stream: 'author',
  description:
    'Name, mode or status of the account, or some of its settings, are now as told; null is back to the default. [API-ACC-01, AUTH-15]',
  schema: Type.Object({
    authorId: ObjectNumber,
    changes: Type.Partial(
      Type.Object({
        name: Text(255),
        mode: OneOf('live', 'evaluation'),
        status: OneOf('open', 'readOnly', 'closed'),
        sharedUrl: Type.Boolean(),
      }),
    ),
    settings: ChangedSettings,
    at: Instant,
  }),
  sample: {
    authorId: 1,
    changes: { status: 'readOnly' },
    settings: { voidBy: 'edit', soloRegularLogin: null },
    at: '2026-03-01T09:00:00.000Z',
  },
});

export const KeySetChanged = defineEvent({
  type: 'KeySetChanged',
  version: 1,
  owner: 'customers',
  stream: 'author',
  description:
    'A key set of the author is as told: what its requests must be protected by, and which products it serves. [SA-GEN-23]',
  schema: Type.Object({
    authorId: ObjectNumber,
    encryptionKeyId: Text(64),
    encryptionRequired: Type.Boolean(),
    signatureRequired: Type.Boolean(),
    /** Products that it serves; null for all. */
    productIds: Nullable(Type.Array(ObjectNumber)),
  }),
  sample: {
    authorId: 1,
    encryptionKeyId: 'PLAIN',
    encryptionRequired: false,
    signatureRequired: false,
    productIds: null,
  },
});

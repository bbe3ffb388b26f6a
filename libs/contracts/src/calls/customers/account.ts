import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import { ChangedSettings } from '../../model/account-settings.ts';
import type { AccountDetails } from '../../model/facts.ts';
import { Nullable, ObjectNumber, OneOf, Text } from '../../model/scalars.ts';
import { command, query } from './kinds.ts';

export const CreateAuthor = defineCall<{ authorId: number; uuid: string; dnaClientId: string; ipVendorId: string }>()({
  name: 'CreateAuthor',
  ...command,
  description: 'Makes a tenant; only the installation itself may. [UNI-01]',
  schema: Type.Object({ name: Text(255), mode: OneOf('live', 'evaluation') }),
  sample: { name: 'Example Software', mode: 'live' },
});

export const ChangeAccount = defineCall<AccountDetails>()({
  name: 'ChangeAccount',
  ...command,
  description:
    'Changes an account or its settings; null sets one back to the default. Mode, shared URL, and closing or opening again, are for the installation itself. Refused: scope_missing, not_found, account_read_only for more than the status of one, version_conflict (facts.version). [API-ACC-01, API-ACC-07, AUTH-15, API-KEY-05]',
  schema: Type.Object({
    authorId: ObjectNumber,
    changes: Type.Partial(
      Type.Object({
        name: Text(255),
        mode: OneOf('live', 'evaluation'),
        status: OneOf('open', 'readOnly', 'closed'),
        /** Whether the account lives on a shared-URL installation, where nobody is Master User. [PERM-10, PERM-23] */
        sharedUrl: Type.Boolean(),
      }),
    ),
    settings: ChangedSettings,
    expectedVersion: Nullable(Type.Integer({ minimum: 1 })),
  }),
  key: ({ authorId }) => String(authorId),
  sample: { authorId: 1, changes: {}, settings: { voidBy: 'edit' }, expectedVersion: null },
});

export const ChangeKeySet = defineCall<{ encryptionKeyId: string }>()({
  name: 'ChangeKeySet',
  ...command,
  description: 'Makes or changes a key set. Refused: duplicate when another author has the id. [API-PRD-11]',
  schema: Type.Object({
    authorId: ObjectNumber,
    encryptionKeyId: Text(64),
    encryptionRequired: Type.Boolean(),
    signatureRequired: Type.Boolean(),
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

export const FindKeySet = defineCall<{ authorId: number }>()({
  name: 'FindKeySet',
  ...query,
  description:
    'The author of a key set. Asked by `activations` for one that it has not heard of. Refused: not_found. [design 4, SA-ACT-51]',
  schema: Type.Object({ encryptionKeyId: Text(255) }),
  sample: { encryptionKeyId: 'PLAIN' },
});

export const GetAccount = defineCall<AccountDetails>()({
  name: 'GetAccount',
  ...query,
  description:
    'How an account stands: the word of its owner for services whose replica has not heard of it yet. Refused: not_found. [design 4]',
  schema: Type.Object({ authorId: ObjectNumber }),
  key: ({ authorId }) => String(authorId),
  sample: { authorId: 1 },
});

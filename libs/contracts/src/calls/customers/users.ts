import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import { firstPage, type ListPage, ListQuery } from '../../model/list.ts';
import { Nullable, ObjectNumber, OneOf, Text, Uuid } from '../../model/scalars.ts';
import { type UserFacts, userKinds, UserSettings, UserStatus } from '../../model/user.ts';
import { command, query } from './kinds.ts';

const ofUser = { authorId: ObjectNumber, uuid: Uuid };
const user = { authorId: 1, uuid: '019a6f6e-3c00-7000-8000-000000000001' };

export const CreateUser = defineCall<UserFacts>()({
  name: 'CreateUser',
  ...command,
  description:
    'Makes a person or an API user, whose login is a GUID; the password is kept as a scrypt verifier only. Settings that are not told are the defaults. Refused: scope_missing, duplicate (login), parameter_invalid (groups). [AUTH-02, API-USR-01, API-KEY-05]',
  schema: Type.Object({
    authorId: ObjectNumber,
    kind: OneOf(...userKinds),
    login: Text(255),
    password: Text(255),
    settings: Type.Partial(UserSettings),
  }),
  sample: {
    authorId: 1,
    kind: 'api',
    login: '0d6f7c1e-6a0a-4b7e-9d53-0b8a6b0d4c55',
    password: 'a random text',
    settings: { name: 'shop', scopes: ['licenses:create'] },
  },
});

export const UpdateUser = defineCall<UserFacts>()({
  name: 'UpdateUser',
  ...command,
  description:
    'Changes settings or status of a user. Refused: scope_missing, not_found, version_conflict (facts.version), parameter_invalid (groups). [API-USR-01, API-KEY-05]',
  schema: Type.Object({
    ...ofUser,
    changes: Type.Partial(Type.Object({ ...UserSettings.properties, status: UserStatus })),
    expectedVersion: Nullable(Type.Integer({ minimum: 1 })),
  }),
  key: ({ authorId }) => String(authorId),
  sample: { ...user, changes: { status: 'disabled' }, expectedVersion: 1 },
});

export const ReplaceUserPassword = defineCall<UserFacts>()({
  name: 'ReplaceUserPassword',
  ...command,
  description:
    'Gives a user another password. Refused: scope_missing, also for a user who may do more than the caller; not_found. [AUTH-09, API-USR-02, API-KEY-05]',
  schema: Type.Object({ ...ofUser, password: Text(255) }),
  key: ({ authorId }) => String(authorId),
  sample: { ...user, password: 'a random text' },
});

export const GetUser = defineCall<UserFacts>()({
  name: 'GetUser',
  ...query,
  description: 'A person or API user of the author. Refused: not_found.',
  schema: Type.Object({ authorId: ObjectNumber, name: Type.Union([Uuid, Type.Object({ number: ObjectNumber })]) }),
  key: ({ authorId }) => String(authorId),
  sample: { authorId: 1, name: user.uuid },
});

export const ListUsers = defineCall<ListPage<UserFacts>>()({
  name: 'ListUsers',
  ...query,
  description: 'People and API users of the author that a query finds. Refused: cursor_invalid. [API-LIST]',
  schema: Type.Object({ authorId: ObjectNumber, query: ListQuery }),
  key: ({ authorId }) => String(authorId),
  sample: { authorId: 1, query: firstPage },
});

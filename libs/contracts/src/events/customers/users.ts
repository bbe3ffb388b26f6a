import Type from 'typebox';
import { defineEvent } from '../../base/define-event.ts';
import { Sealed } from '../../base/sealed.ts';
import { Instant, Nullable, ObjectNumber, OneOf, Text, Uuid } from '../../model/scalars.ts';
import { userKinds, UserSettings, UserStatus } from '../../model/user.ts';
import { Scopes } from './scopes.ts';
import { Verifier } from './secrets.ts';

export const ApiUserCreated = defineEvent({
  type: 'ApiUserCreated',
  version: 1,
  owner: 'customers',
  stream: 'author',
  description: 'A SOLO API user of the author exists. [AUTH-02, API-USR-02]',
  schema: Type.Object({ authorId: ObjectNumber, userId: Text(255), scopes: Scopes, verifier: Verifier }),
  sample: {
    authorId: 1,
    userId: '0d6f7c1e-6a0a-4b7e-9d53-0b8a6b0d4c55',
    scopes: ['licenses:create'],
    verifier: 'scrypt|…',
  },
});

/** What an event tells of a user; personal texts sealed under the key of the author. */
const RecordedUser = Type.Object({
  name: Nullable(Sealed),
  email: Nullable(Sealed),
  scopes: UserSettings.properties.scopes,
  groups: UserSettings.properties.groups,
  outsideAccess: UserSettings.properties.outsideAccess,
  orderLevel: UserSettings.properties.orderLevel,
  forcePasswordChange: UserSettings.properties.forcePasswordChange,
  soloLogin: UserSettings.properties.soloLogin,
  /** Not told: null. */
  openIdIssuer: Type.Optional(UserSettings.properties.openIdIssuer),
});

export const UserCreated = defineEvent({
  type: 'UserCreated',
  version: 1,
  owner: 'customers',
  stream: 'author',
  description:
    'A person or API user of the author exists. `login`: UserID of author logons, of an API user a GUID. [AUTH-02, API-USR-01, API-USR-02]',
  schema: Type.Object({
    authorId: ObjectNumber,
    uuid: Uuid,
    kind: OneOf(...userKinds),
    login: Text(255),
    verifier: Verifier,
    settings: RecordedUser,
    at: Instant,
  }),
  sample: {
    authorId: 1,
    uuid: '019a6f6e-3c00-7000-8000-000000000001',
    kind: 'api',
    login: '0d6f7c1e-6a0a-4b7e-9d53-0b8a6b0d4c55',
    verifier: 'scrypt|…',
    settings: {
      name: 's1|customers/author-1|AAAA',
      email: null,
      scopes: ['licenses:create'],
      groups: ['Power Users'],
      outsideAccess: ['192.0.2.0/24'],
      orderLevel: null,
      forcePasswordChange: false,
      soloLogin: true,
    },
    at: '2026-03-01T09:00:00.000Z',
  },
});

export const UserUpdated = defineEvent({
  type: 'UserUpdated',
  version: 1,
  owner: 'customers',
  stream: 'author',
  description: 'Settings or status of a user are now as told; what is not told stays. [API-USR-01, PERM-21]',
  schema: Type.Object({
    authorId: ObjectNumber,
    login: Text(255),
    changes: Type.Partial(Type.Object({ ...RecordedUser.properties, status: UserStatus })),
    at: Instant,
  }),
  sample: { authorId: 1, login: 'ann', changes: { status: 'disabled' }, at: '2026-03-01T09:00:00.000Z' },
});

export const UserPasswordReplaced = defineEvent({
  type: 'UserPasswordReplaced',
  version: 1,
  owner: 'customers',
  stream: 'author',
  description: 'A user has another password; the old one no longer proves anything. [AUTH-09, API-USR-02]',
  schema: Type.Object({ authorId: ObjectNumber, login: Text(255), verifier: Verifier, at: Instant }),
  sample: { authorId: 1, login: 'ann', verifier: 'scrypt|…', at: '2026-03-01T09:00:00.000Z' },
});

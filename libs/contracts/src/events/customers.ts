import Type from 'typebox';
import { defineEvent, type EventOf } from '../base/define-event.ts';
import { Sealed } from '../base/sealed.ts';
import { ChangedSettings } from '../model/account-settings.ts';
import { Contact } from '../model/contact.ts';
import { CustomerMembers } from '../model/customer.ts';
import { Networks } from '../model/networks.ts';
import { KeySettings, UserSettings, UserStatus, userKinds } from '../model/user.ts';
import { Instant, Nullable, ObjectNumber, OneOf, Text, Uuid } from '../model/scalars.ts';

const Scopes = Type.Array(Text(64));
const Turn = Type.Integer({ minimum: 1, maximum: 2147483647 });
/** What proves a secret without holding it: `scrypt|…` for chosen ones, `sha256|…` or `hmac|…` for random ones. Made by the vault. */
export const Verifier = Text(512);

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

/** A customer's password: proof, the sealed text for those who may see it, and who chose it. [PWD-13 … PWD-19] */
export const CustomerPassword = Type.Object({
  verifier: Verifier,
  sealed: Sealed,
  chosenByCustomer: Type.Boolean(),
});

export const CustomerCreated = defineEvent({
  type: 'CustomerCreated',
  version: 1,
  owner: 'customers',
  stream: 'customer',
  description: 'A customer of the author exists. Contact data is sealed under the key of the customer. [CU-01, CU-02]',
  schema: Type.Object({
    customerId: ObjectNumber,
    uuid: Uuid,
    authorId: ObjectNumber,
    registered: Type.Boolean(),
    /** JSON of `Contact`, sealed. */
    contact: Sealed,
    /** Keyed hash of the lower-case e-mail address, for look-up; null without one. */
    emailHash: Nullable(Text(128)),
    password: Nullable(CustomerPassword),
    /** The license without customer that was registered, for which this one was made; `licenses` takes it over. [UNI-78] */
    forLicenseId: Type.Optional(ObjectNumber),
    /** What is not told is as the oldest records have it: no distributor, no external id, no metadata. */
    members: Type.Optional(Type.Partial(CustomerMembers)),
    /** Keyed hash of e-mail address and password, where nobody else may be made with both as long as they hold. [LG-02] */
    login: Type.Optional(Text(128)),
    at: Type.Optional(Instant),
  }),
  sample: {
    customerId: 3001,
    uuid: '019a6f6e-3c00-7000-8000-000000000bb9',
    authorId: 1,
    registered: true,
    contact: 's1|customers/customer-3001|AAAA',
    emailHash: 'c2FtcGxl',
    password: { verifier: 'scrypt|…', sealed: 's1|customers/customer-3001|AAAA', chosenByCustomer: false },
  },
});

export const CustomerRegistered = defineEvent({
  type: 'CustomerRegistered',
  version: 1,
  owner: 'customers',
  stream: 'customer',
  description: 'The customer is registered, or no longer. [CU-03]',
  schema: Type.Object({
    customerId: ObjectNumber,
    authorId: ObjectNumber,
    registered: Type.Boolean(),
    at: Type.Optional(Instant),
  }),
  sample: { customerId: 3001, authorId: 1, registered: true },
});

export const CustomerPasswordChanged = defineEvent({
  type: 'CustomerPasswordChanged',
  version: 1,
  owner: 'customers',
  stream: 'customer',
  description: 'The customer has another password; whoever keeps answers about the old one drops them. [PWD-21]',
  schema: Type.Object({
    customerId: ObjectNumber,
    authorId: ObjectNumber,
    password: CustomerPassword,
    at: Type.Optional(Instant),
  }),
  sample: {
    customerId: 3001,
    authorId: 1,
    password: { verifier: 'scrypt|…', sealed: 's1|customers/customer-3001|AAAA', chosenByCustomer: true },
  },
});

const contactMembers = Object.keys(Contact.properties) as (keyof Contact)[];

export const CustomerUpdated = defineEvent({
  type: 'CustomerUpdated',
  version: 1,
  owner: 'customers',
  stream: 'customer',
  description:
    'Contact data of the customer is now as told, all of it, and so are the `members` named. `changed`: which members of contact data differ. [CU-02, SL-REG, API-CUS-08]',
  schema: Type.Object({
    customerId: ObjectNumber,
    uuid: Uuid,
    authorId: ObjectNumber,
    /** JSON of `Contact`, sealed. */
    contact: Sealed,
    /** Keyed hash of the lower-case e-mail address; null without one. */
    emailHash: Nullable(Text(128)),
    changed: Type.Array(Type.Enum(contactMembers)),
    members: Type.Optional(Type.Partial(CustomerMembers)),
    at: Instant,
  }),
  sample: {
    customerId: 3001,
    uuid: '019a6f6e-3c00-7000-8000-000000000bb9',
    authorId: 1,
    contact: 's1|customers/customer-3001|BBBB',
    emailHash: 'c2FtcGxl',
    changed: ['company', 'city'],
    members: { isDistributor: true },
    at: '2026-03-05T10:00:00.000Z',
  },
});

export const LicenseeRegistered = defineEvent({
  type: 'LicenseeRegistered',
  version: 1,
  owner: 'customers',
  stream: 'customer',
  description:
    'A registration names the licensee of one license of the customer, decided here together with the rest of it; `licenses` takes it over. [SL-REG-23, SL-REG-27]',
  schema: Type.Object({
    customerId: ObjectNumber,
    authorId: ObjectNumber,
    licenseId: ObjectNumber,
    /** What was told: sealed under the key of the customer, null for none. What was not told stays. */
    licensee: Type.Partial(Type.Object({ name: Nullable(Sealed), email: Nullable(Sealed) })),
    at: Instant,
  }),
  sample: {
    customerId: 3001,
    authorId: 1,
    licenseId: 4001,
    licensee: { name: 's1|customers/customer-3001|AAAA', email: null },
    at: '2026-03-05T10:00:00.000Z',
  },
});

export const CustomerMerged = defineEvent({
  type: 'CustomerMerged',
  version: 1,
  owner: 'customers',
  stream: 'customer',
  description:
    'The customer is retired in favor of another one of the same author: it answers under both numbers from now on, takes over what the call told of its contact data, and gets all licenses. The event of intent of that process. [SL-REG-29 … SL-REG-31, A7]',
  schema: Type.Object({
    customerId: ObjectNumber,
    uuid: Uuid,
    authorId: ObjectNumber,
    intoId: ObjectNumber,
    intoUuid: Uuid,
    /** JSON of the contact members that the call told, sealed under the key of the retired customer. */
    told: Sealed,
    /** Which merge or deletion of the account this is; each was decided knowing those before. Absent in the oldest records. */
    turn: Type.Optional(Turn),
    at: Instant,
  }),
  sample: {
    customerId: 3002,
    uuid: '019a6f6e-3c00-7000-8000-000000000bba',
    authorId: 1,
    intoId: 3001,
    intoUuid: '019a6f6e-3c00-7000-8000-000000000bb9',
    told: 's1|customers/customer-3002|AAAA',
    at: '2026-03-05T10:00:00.000Z',
  },
});

export const CustomerDeleted = defineEvent({
  type: 'CustomerDeleted',
  version: 1,
  owner: 'customers',
  stream: 'customer',
  description:
    'The customer is unknown from now on, and personal data are gone with their key: all licenses that there were of the customer were test licenses, and are purged. The last event of a customer. [TEST-08]',
  schema: Type.Object({
    customerId: ObjectNumber,
    uuid: Uuid,
    authorId: ObjectNumber,
    turn: Type.Optional(Turn),
    at: Instant,
  }),
  sample: {
    customerId: 3001,
    uuid: '019a6f6e-3c00-7000-8000-000000000bb9',
    authorId: 1,
    at: '2026-04-01T00:00:02.000Z',
  },
});

export const CustomerPasswordRead = defineEvent({
  type: 'CustomerPasswordRead',
  version: 1,
  owner: 'customers',
  stream: 'audit',
  description: 'Somebody looked at the password of a customer. Nothing folds it. [API-CUS-03, API-AUD-01]',
  schema: Type.Object({ customerId: ObjectNumber, uuid: Uuid, authorId: ObjectNumber, at: Instant }),
  sample: {
    customerId: 3001,
    uuid: '019a6f6e-3c00-7000-8000-000000000bb9',
    authorId: 1,
    at: '2026-03-05T10:00:00.000Z',
  },
});

export type AuthorEvent =
  | EventOf<typeof AuthorCreated>
  | EventOf<typeof ApiUserCreated>
  | EventOf<typeof UserCreated>
  | EventOf<typeof UserUpdated>
  | EventOf<typeof UserPasswordReplaced>
  | EventOf<typeof KeyCreated>
  | EventOf<typeof KeyUpdated>
  | EventOf<typeof KeyRevoked>
  | EventOf<typeof AccountUpdated>
  | EventOf<typeof KeySetChanged>;
export type CustomerEvent =
  | EventOf<typeof CustomerCreated>
  | EventOf<typeof CustomerRegistered>
  | EventOf<typeof CustomerPasswordChanged>
  | EventOf<typeof CustomerUpdated>
  | EventOf<typeof LicenseeRegistered>
  | EventOf<typeof CustomerMerged>
  | EventOf<typeof CustomerDeleted>;
export type CustomerAuditEvent = EventOf<typeof CustomerPasswordRead>;

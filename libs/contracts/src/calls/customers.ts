import Type from 'typebox';
import { defineCall } from '../base/define-call.ts';
import { Contact } from '../model/contact.ts';
import { CustomerMembers, CustomerMembersPatch } from '../model/customer.ts';
import { ChangedSettings } from '../model/account-settings.ts';
import type { AccountDetails, AuthenticatedCaller, CustomerFacts } from '../model/facts.ts';
import { type ListPage, ListQuery, firstPage } from '../model/list.ts';
import { Nullable, ObjectNumber, OneOf, Text, Uuid } from '../model/scalars.ts';
import { KeySettings, type KeyFacts, type UserFacts, UserSettings, UserStatus, userKinds } from '../model/user.ts';

const command = { service: 'customers', kind: 'command' } as const;
const query = { service: 'customers', kind: 'query' } as const;
const Scopes = Type.Array(Text(64));

export const CreateAuthor = defineCall<{ authorId: number; uuid: string; dnaClientId: string; ipVendorId: string }>()({
  name: 'CreateAuthor',
  ...command,
  description: 'Makes a tenant; only the installation itself may. [UNI-01]',
  schema: Type.Object({ name: Text(255), mode: OneOf('live', 'evaluation') }),
  sample: { name: 'Example Software', mode: 'live' },
});

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

export const CreateCustomer = defineCall<{ customerId: number; uuid: string }>()({
  name: 'CreateCustomer',
  ...command,
  description:
    'Makes a customer; without a password it has none. `orReplace`: whoever has this e-mail address and password already gets the contact data told, empty members cleared and others kept, and no second customer is made, however many calls come at once. Refused: scope_missing, duplicate (externalId). [CU-01, LG-02, API-REP-15]',
  schema: Type.Object({
    authorId: ObjectNumber,
    registered: Type.Boolean(),
    contact: Type.Partial(Contact),
    password: Nullable(Type.Object({ text: Text(255), chosenByCustomer: Type.Boolean() })),
    orReplace: Type.Optional(Type.Literal(true)),
    members: Type.Optional(Type.Partial(CustomerMembers)),
  }),
  sample: {
    authorId: 1,
    registered: true,
    contact: { company: 'Example Ltd', email: 'ann@example.com' },
    password: null,
  },
});

export const UpdateCustomer = defineCall<{ customerId: number; version: number }>()({
  name: 'UpdateCustomer',
  ...command,
  description:
    'Changes contact data and members of a customer, or whether he is registered; what is not named stays. Of a retired customer the one that answers for him is changed. Refused: scope_missing, not_found, version_conflict (facts.version), duplicate (externalId), parameter_invalid (too much metadata). [API-CUS-01, API-CUS-08, API-REP-14, CU-02, CU-03]',
  schema: Type.Object({
    authorId: ObjectNumber,
    customerId: ObjectNumber,
    registered: Type.Optional(Type.Boolean()),
    contact: Type.Partial(Contact),
    members: Type.Optional(CustomerMembersPatch),
    expectedVersion: Nullable(Type.Integer({ minimum: 1 })),
  }),
  key: ({ customerId }) => String(customerId),
  sample: { authorId: 1, customerId: 3001, contact: { city: 'Bonn' }, expectedVersion: null },
});

export const MergeCustomer = defineCall<{
  /** Who answers for both from now on. */
  customerId: number;
}>()({
  name: 'MergeCustomer',
  ...command,
  description:
    'Retires a customer in favor of another one of the author, who gets licenses and invoices and answers under both numbers; of a retired one named as the other, whoever answers for him. Once merged, again changes nothing. Refused: scope_missing, not_found, parameter_invalid (/intoId: unknown, or himself), transition_not_allowed (merged into a third already), version_conflict (facts.version). [API-CUS-04, SL-REG-30]',
  schema: Type.Object({
    authorId: ObjectNumber,
    customerId: ObjectNumber,
    intoId: ObjectNumber,
    expectedVersion: Nullable(Type.Integer({ minimum: 1 })),
  }),
  key: ({ customerId }) => String(customerId),
  sample: { authorId: 1, customerId: 3002, intoId: 3001, expectedVersion: null },
});

export const ReadCustomerPassword = defineCall<{ password: string | null; chosenByCustomer: boolean }>()({
  name: 'ReadCustomerPassword',
  ...command,
  description:
    'Shows the password of a customer who did not choose it himself, else null, after it was recorded who looks. Refused: scope_missing (customers:passwords), not_found. [API-CUS-03]',
  schema: Type.Object({ authorId: ObjectNumber, customerId: ObjectNumber }),
  key: ({ customerId }) => String(customerId),
  sample: { authorId: 1, customerId: 3001 },
});

export const SetCustomerRegistered = defineCall<null>()({
  name: 'SetCustomerRegistered',
  ...command,
  description: 'Marks a customer as registered or not. Refused: not_found. [CU-03]',
  schema: Type.Object({ authorId: ObjectNumber, customerId: ObjectNumber, registered: Type.Boolean() }),
  key: ({ customerId }) => String(customerId),
  sample: { authorId: 1, customerId: 3001, registered: true },
});

export const SetCustomerPassword = defineCall<null>()({
  name: 'SetCustomerPassword',
  ...command,
  description: 'Gives a customer another password. Refused: not_found. [PWD-17, PWD-21]',
  schema: Type.Object({
    authorId: ObjectNumber,
    customerId: ObjectNumber,
    password: Text(255),
    chosenByCustomer: Type.Boolean(),
  }),
  key: ({ customerId }) => String(customerId),
  sample: { authorId: 1, customerId: 3001, password: 'a chosen text', chosenByCustomer: true },
});

export const RegisterCustomer = defineCall<{
  /** The customer of the license after the call: another one when the data caused a merge. */
  customerId: number;
}>()({
  name: 'RegisterCustomer',
  ...command,
  description:
    'Registers a customer by way of one of his licenses, whose password the caller has proved; all of it is one decision. Members of `contact` and `licensee` that are not named stay, empty ones are cleared. `newPassword` counts only when `password` is the customer password. An unregistered customer with e-mail and password of a registered one is merged into that one. Refused: not_found, duplicate (registration: registered already and `onlyUnregistered`; facts.customerId), account_read_only, account_closed. [SL-REG]',
  schema: Type.Object({
    authorId: ObjectNumber,
    /** Null for a license without customer: one is made for it. [UNI-78] */
    customerId: Nullable(ObjectNumber),
    licenseId: ObjectNumber,
    onlyUnregistered: Type.Boolean(),
    /** Nothing but the licensee is written, and the customer stays as registered as he is. */
    licenseeOnly: Type.Boolean(),
    contact: Type.Partial(Contact),
    licensee: Type.Partial(Type.Object({ name: Text(255), email: Text(255) })),
    /** The one that was proved. */
    password: Text(255),
    newPassword: Nullable(Text(255)),
  }),
  key: ({ customerId }) => (customerId === null ? undefined : String(customerId)),
  sample: {
    authorId: 1,
    customerId: 3001,
    licenseId: 4001,
    onlyUnregistered: true,
    licenseeOnly: false,
    contact: { company: 'Example Ltd', email: 'ann@example.com' },
    licensee: { name: 'Ann Example' },
    password: 'the password of the customer',
    newPassword: null,
  },
});

export const AuthenticateUser = defineCall<AuthenticatedCaller>()({
  name: 'AuthenticateUser',
  ...query,
  description: 'SOLO author logon. Refused: unauthenticated, whichever of the three is wrong. [AUTH-01 … AUTH-05]',
  schema: Type.Object({ authorId: ObjectNumber, userId: Text(255), password: Text(255) }),
  key: ({ authorId }) => String(authorId),
  sample: { authorId: 1, userId: '0d6f7c1e-6a0a-4b7e-9d53-0b8a6b0d4c55', password: 'a chosen text' },
});

export const AuthenticateKey = defineCall<AuthenticatedCaller>()({
  name: 'AuthenticateKey',
  ...query,
  description:
    'API key of a dialect. `owner` is the DNA client id, the IntelliProtector vendor id, or for a native key its key id. Refused: not_found for an unknown owner, unauthenticated for a wrong secret. [API-KEY-01, DNA-AUTH-02, IP-AUTH-04, IP-AUTH-05]',
  schema: Type.Object({ dialect: OneOf('native', 'dna', 'ip'), owner: Text(255), secret: Text(255) }),
  sample: { dialect: 'dna', owner: 'C0000001', secret: 'a random text' },
});

export const VerifyCustomerPassword = defineCall<{ matches: boolean }>()({
  name: 'VerifyCustomerPassword',
  ...query,
  description:
    'Tells whether this is the password of the customer; one without password matches none. [PWD-03, PWD-12]',
  schema: Type.Object({ customerId: ObjectNumber, password: Text(255) }),
  key: ({ customerId }) => String(customerId),
  sample: { customerId: 3001, password: 'a chosen text' },
});

export const AuthenticateCustomer = defineCall<{ customerId: number; authorId: number }>()({
  name: 'AuthenticateCustomer',
  ...query,
  description:
    'A customer by his number, or by e-mail address within an account, and his password. `authorId` null where the number alone names the account. Refused: unauthenticated, whatever is wrong. [CU-06, SC-05]',
  schema: Type.Object({
    authorId: Nullable(ObjectNumber),
    name: Type.Union([Type.Object({ customerId: ObjectNumber }), Type.Object({ email: Text(255) })]),
    password: Text(255),
  }),
  key: ({ name }) => ('customerId' in name ? String(name.customerId) : undefined),
  sample: { authorId: 1, name: { email: 'ann@example.com' }, password: 'a chosen text' },
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

export const DeleteCustomer = defineCall<{ deleted: boolean }>()({
  name: 'DeleteCustomer',
  ...command,
  description:
    'Deletes a customer for good, with all personal data; one that is unknown already stays so. Who was merged, or whom others were merged into, stays: `deleted` false. Refused: scope_missing (customers:erase), not_found (of another account). [TEST-08]',
  schema: Type.Object({ authorId: ObjectNumber, customerId: ObjectNumber }),
  key: ({ customerId }) => String(customerId),
  sample: { authorId: 1, customerId: 3001 },
});

export const GetCustomer = defineCall<CustomerFacts>()({
  name: 'GetCustomer',
  ...query,
  description: 'A customer of the author, in clear. Refused: not_found. [CU-02]',
  schema: Type.Object({ authorId: ObjectNumber, customerId: ObjectNumber }),
  key: ({ customerId }) => String(customerId),
  sample: { authorId: 1, customerId: 3001 },
});

export const RevealCustomerPassword = defineCall<{ password: string }>()({
  name: 'RevealCustomerPassword',
  ...query,
  description:
    'The customer password as the caller may see it: empty when the customer chose it and the caller lacks `customers:passwords`, or when there is none. [PWD-13 … PWD-15]',
  schema: Type.Object({ authorId: ObjectNumber, customerId: ObjectNumber }),
  key: ({ customerId }) => String(customerId),
  sample: { authorId: 1, customerId: 3001 },
});

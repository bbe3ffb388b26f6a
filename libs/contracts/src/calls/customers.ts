import Type from 'typebox';
import { defineCall } from '../base/define-call.ts';
import { Contact } from '../model/contact.ts';
import type { AccountFacts, AuthenticatedCaller, CustomerFacts } from '../model/facts.ts';
import { Nullable, ObjectNumber, OneOf, Text } from '../model/scalars.ts';

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

export const CreateApiUser = defineCall<{ userId: string }>()({
  name: 'CreateApiUser',
  ...command,
  description:
    'Makes a SOLO API user of the author; the password is kept as a scrypt verifier only. Refused: duplicate. [AUTH-02]',
  schema: Type.Object({ authorId: ObjectNumber, userId: Text(255), password: Text(255), scopes: Scopes }),
  sample: {
    authorId: 1,
    userId: '0d6f7c1e-6a0a-4b7e-9d53-0b8a6b0d4c55',
    password: 'a chosen text',
    scopes: ['licenses:create'],
  },
});

export const CreateKey = defineCall<{ keyId: string }>()({
  name: 'CreateKey',
  ...command,
  description: 'Makes an API key of one dialect; the secret is kept as a hash only. [API-KEY-02]',
  schema: Type.Object({
    authorId: ObjectNumber,
    keyId: Text(64),
    dialect: OneOf('native', 'dna', 'ip'),
    name: Text(255),
    secret: Text(255),
    scopes: Scopes,
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
  description: 'Makes a customer; without a password it has none. [CU-01]',
  schema: Type.Object({
    authorId: ObjectNumber,
    registered: Type.Boolean(),
    contact: Type.Partial(Contact),
    password: Nullable(Type.Object({ text: Text(255), chosenByCustomer: Type.Boolean() })),
  }),
  sample: {
    authorId: 1,
    registered: true,
    contact: { company: 'Example Ltd', email: 'ann@example.com' },
    password: null,
  },
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

export const FindKeySet = defineCall<{ authorId: number }>()({
  name: 'FindKeySet',
  ...query,
  description:
    'The author of a key set. Asked by `activations` for one that it has not heard of. Refused: not_found. [design 4, SA-ACT-51]',
  schema: Type.Object({ encryptionKeyId: Text(255) }),
  sample: { encryptionKeyId: 'PLAIN' },
});

export const GetAccount = defineCall<AccountFacts>()({
  name: 'GetAccount',
  ...query,
  description:
    'How an account stands: the word of its owner for services whose replica has not heard of it yet. Refused: not_found. [design 4]',
  schema: Type.Object({ authorId: ObjectNumber }),
  key: ({ authorId }) => String(authorId),
  sample: { authorId: 1 },
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

import Type from 'typebox';
import { defineEvent, type EventOf } from '../base/define-event.ts';
import { Sealed } from '../base/sealed.ts';
import { Nullable, ObjectNumber, OneOf, Text, Uuid } from '../model/scalars.ts';

const Scopes = Type.Array(Text(64));
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
  }),
  sample: {
    authorId: 1,
    keyId: 'k7d2',
    dialect: 'native',
    name: 'demo',
    scopes: ['licenses:read'],
    verifier: 'sha256|…',
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
  schema: Type.Object({ customerId: ObjectNumber, authorId: ObjectNumber, registered: Type.Boolean() }),
  sample: { customerId: 3001, authorId: 1, registered: true },
});

export const CustomerPasswordChanged = defineEvent({
  type: 'CustomerPasswordChanged',
  version: 1,
  owner: 'customers',
  stream: 'customer',
  description: 'The customer has another password; whoever keeps answers about the old one drops them. [PWD-21]',
  schema: Type.Object({ customerId: ObjectNumber, authorId: ObjectNumber, password: CustomerPassword }),
  sample: {
    customerId: 3001,
    authorId: 1,
    password: { verifier: 'scrypt|…', sealed: 's1|customers/customer-3001|AAAA', chosenByCustomer: true },
  },
});

export type AuthorEvent =
  | EventOf<typeof AuthorCreated>
  | EventOf<typeof ApiUserCreated>
  | EventOf<typeof KeyCreated>
  | EventOf<typeof KeySetChanged>;
export type CustomerEvent =
  EventOf<typeof CustomerCreated> | EventOf<typeof CustomerRegistered> | EventOf<typeof CustomerPasswordChanged>;

import Type from 'typebox';
import { defineEvent } from '../../base/define-event.ts';
import { Sealed } from '../../base/sealed.ts';
import { Contact } from '../../model/contact.ts';
import { CustomerMembers } from '../../model/customer.ts';
import { Instant, Nullable, ObjectNumber, Text, Uuid } from '../../model/scalars.ts';
import { CustomerPassword } from './secrets.ts';

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

import Type from 'typebox';
import { defineEvent } from '../../base/define-event.ts';
import { Sealed } from '../../base/sealed.ts';
import { Instant, ObjectNumber, Uuid } from '../../model/scalars.ts';

const Turn = Type.Integer({ minimum: 1, maximum: 2147483647 });

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

export const CustomerMergeReverted = defineEvent({
  type: 'CustomerMergeReverted',
  version: 1,
  owner: 'customers',
  stream: 'customer',
  description:
    'The customer stands for himself again, within 30 days of his merge: `licenses` gives back whatever came to the other one by it and is still there. The event of intent of that process. [API-CUS-04]',
  schema: Type.Object({
    customerId: ObjectNumber,
    uuid: Uuid,
    authorId: ObjectNumber,
    /** Whom he had been merged into. */
    intoId: ObjectNumber,
    intoUuid: Uuid,
    /** Whether he is registered, which the other one was for him. */
    registered: Type.Boolean(),
    turn: Turn,
    at: Instant,
  }),
  sample: {
    customerId: 3002,
    uuid: '019a6f6e-3c00-7000-8000-000000000bba',
    authorId: 1,
    intoId: 3001,
    intoUuid: '019a6f6e-3c00-7000-8000-000000000bb9',
    registered: true,
    turn: 7,
    at: '2026-03-06T10:00:00.000Z',
  },
});

export const CustomerErased = defineEvent({
  type: 'CustomerErased',
  version: 1,
  owner: 'customers',
  stream: 'customer',
  description:
    'Personal data of the customer are gone with their key, here and with whoever was merged into him; the rest stays as it is, for ever. [API-CUS-05]',
  schema: Type.Object({ customerId: ObjectNumber, uuid: Uuid, authorId: ObjectNumber, turn: Turn, at: Instant }),
  sample: {
    customerId: 3001,
    uuid: '019a6f6e-3c00-7000-8000-000000000bb9',
    authorId: 1,
    turn: 8,
    at: '2026-03-07T10:00:00.000Z',
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

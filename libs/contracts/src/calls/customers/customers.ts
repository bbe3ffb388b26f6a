import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import { Contact } from '../../model/contact.ts';
import { CustomerMembers, CustomerMembersPatch } from '../../model/customer.ts';
import type { CustomerFacts } from '../../model/facts.ts';
import { Nullable, ObjectNumber, Text } from '../../model/scalars.ts';
import { command, query } from './kinds.ts';

export const CreateCustomer = defineCall<{ customerId: number; uuid: string }>()({
  name: 'CreateCustomer',
  ...command,
  description:
    'Makes a customer; without a password it has none. `orReplace`: whoever has this e-mail address and password already gets the contact data told, empty members cleared and others kept, and no second customer is made, however many calls come at once. Refused: scope_missing, parameter_missing (facts.what contact: no company, lastName or email, without `orReplace`), duplicate (externalId). [API-CUS-01, CU-01, LG-02, API-REP-15]',
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

export const RevertMerge = defineCall<{ customerId: number }>()({
  name: 'RevertMerge',
  ...command,
  description:
    'Lets a merged customer stand for himself again, with what came to the other one by the merge and is still there; what was added to the other one since stays. Refused: scope_missing, not_found, not_revertible (not merged, or more than 30 days ago). [API-CUS-04]',
  schema: Type.Object({ authorId: ObjectNumber, customerId: ObjectNumber }),
  key: ({ customerId }) => String(customerId),
  sample: { authorId: 1, customerId: 3002 },
});

export const EraseCustomer = defineCall<{ customerId: number }>()({
  name: 'EraseCustomer',
  ...command,
  description:
    'Destroys the key of the personal data of whoever answers for a customer, and of all who were merged into him, for ever; once more changes nothing. Refused: scope_missing (customers:erase), not_found, version_conflict (facts.version). [API-CUS-05]',
  schema: Type.Object({
    authorId: ObjectNumber,
    customerId: ObjectNumber,
    expectedVersion: Nullable(Type.Integer({ minimum: 1 })),
  }),
  key: ({ customerId }) => String(customerId),
  sample: { authorId: 1, customerId: 3001, expectedVersion: null },
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

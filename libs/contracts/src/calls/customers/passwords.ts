import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import { ObjectNumber, Text } from '../../model/scalars.ts';
import { command, query } from './kinds.ts';

export const ReadCustomerPassword = defineCall<{ password: string | null; chosenByCustomer: boolean }>()({
  name: 'ReadCustomerPassword',
  ...command,
  description:
    'Shows the password of a customer who did not choose it himself, else null, after it was recorded who looks. Refused: scope_missing (customers:passwords), not_found. [API-CUS-03]',
  schema: Type.Object({ authorId: ObjectNumber, customerId: ObjectNumber }),
  key: ({ customerId }) => String(customerId),
  sample: { authorId: 1, customerId: 3001 },
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

export const RevealCustomerPassword = defineCall<{ password: string }>()({
  name: 'RevealCustomerPassword',
  ...query,
  description:
    'The customer password as the caller may see it: empty when the customer chose it and the caller lacks `customers:passwords`, or when there is none. [PWD-13 … PWD-15]',
  schema: Type.Object({ authorId: ObjectNumber, customerId: ObjectNumber }),
  key: ({ customerId }) => String(customerId),
  sample: { authorId: 1, customerId: 3001 },
});

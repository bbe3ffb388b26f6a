import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import type { AuthenticatedCaller } from '../../model/facts.ts';
import { Nullable, ObjectNumber, OneOf, Text } from '../../model/scalars.ts';
import { query } from './kinds.ts';

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

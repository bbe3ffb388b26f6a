import Type from 'typebox';
import { defineCall } from '../base/define-call.ts';
import type { AuthenticatedCaller } from '../model/facts.ts';
import { Nullable, ObjectNumber, Text } from '../model/scalars.ts';

const command = { service: 'customers', kind: 'command' } as const;

/** Who has signed in, and what he proves it with from now on. All times RFC 3339. */
export interface SignedIn {
  /** Bearer token. */
  token: string;
  expiresAt: string;
  /** Good for one refresh. */
  refreshToken: string;
  refreshExpiresAt: string;
  caller: AuthenticatedCaller;
  uuid: string;
}

/** Shortest password that a person may choose. */
export const shortestPassword = 8;

export const SignIn = defineCall<SignedIn>()({
  name: 'SignIn',
  ...command,
  description:
    'Signs a person in, or a customer by number or e-mail address. Refused: unauthenticated, whatever was wrong; for one who has proved the present password parameter_missing (`code`) where a second factor asks for one, rate_limited (facts.retryAfter) after too many wrong ones or too many new passwords; then parameter_missing (`newPassword`) where he must choose another, parameter_invalid where it is the present one, account_closed and account_read_only where he may not. [API-USR-04, API-USR-05, PERM-20]',
  schema: Type.Object({
    authorId: ObjectNumber,
    name: Type.Union([
      Type.Object({ login: Text(255) }),
      Type.Object({ customerId: ObjectNumber }),
      Type.Object({ email: Text(255) }),
    ]),
    password: Text(255),
    /** Of a person who has a second factor: of this moment, or a recovery code. */
    code: Type.Optional(Text(64)),
    /** Of a person: holds from now on, where the present one is right. */
    newPassword: Nullable(Type.String({ minLength: shortestPassword, maxLength: 255 })),
  }),
  key: ({ authorId }) => String(authorId),
  sample: { authorId: 1, name: { login: 'anna' }, password: 'a chosen text', newPassword: null },
});

export const RefreshSignIn = defineCall<SignedIn>()({
  name: 'RefreshSignIn',
  ...command,
  description:
    'Gives a new token and a new refresh token for one refresh token. One that was used before ends the sign-in. Refused: key_expired where the sign-in is over, unauthenticated where it goes on, with another token or from other addresses. [API-USR-04, AUTH-11]',
  schema: Type.Object({ refreshToken: Text(255) }),
  sample: { refreshToken: 'a random text' },
});

export const SignOut = defineCall<null>()({
  name: 'SignOut',
  ...command,
  description: 'Ends the sign-in that a token belongs to; nothing happens for any other text. [API-USR-04]',
  schema: Type.Object({ token: Text(4000) }),
  sample: { token: 'a signed text' },
});

export const AuthenticateToken = defineCall<AuthenticatedCaller>()({
  name: 'AuthenticateToken',
  service: 'customers',
  kind: 'query',
  description:
    'Who a bearer token belongs to, with the rights of this moment. Refused: key_expired for one whose time or sign-in is over, unauthenticated for any other. [API-USR-04]',
  schema: Type.Object({ token: Text(4000) }),
  sample: { token: 'a signed text' },
});

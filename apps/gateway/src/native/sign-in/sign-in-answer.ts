import { Instant, OneOf, type SignedIn, nativeId, scopes } from '@licet/contracts';
import { stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { Answer, AnyText, type Shown } from '../http/view-schema.ts';

/** Who has signed in, and with what he goes on. [API-USR-04] */
export const SignInView = Answer(
  'SignIn',
  {
    object: Type.Literal('signIn'),
    token: AnyText,
    expiresAt: Instant,
    caller: Type.Object({
      kind: OneOf('user', 'customer'),
      id: AnyText,
      name: AnyText,
      scopes: Type.Array(OneOf(...scopes)),
    }),
  },
  {
    object: 'signIn',
    token: 'eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiIwMTlhIn0.c2lnbmF0dXJl',
    expiresAt: '2026-03-01T09:27:45.000Z',
    caller: {
      ...{ kind: 'user', id: 'usr_01k9qpwf00e008000000000001', name: 'anna' },
      scopes: ['licenses:read', 'installations:write'],
    },
  },
);

/** Only the refresh call gets it, so no other is authenticated by a cookie. [API-USR-04] */
export const refreshCookie = 'licet_refresh';
const path = '/api/v1/signIn/refresh';

/** The token in the body, the refresh token in a cookie that no script reads and no other site sends. [API-USR-04] */
export function answerSignIn(
  request: FastifyRequest,
  reply: FastifyReply,
  { token, expiresAt, refreshToken, refreshExpiresAt, caller, uuid }: SignedIn,
): Shown<typeof SignInView> {
  setCookie(request, reply, refreshToken, new Date(refreshExpiresAt));
  const { actor } = caller;
  const kind = actor.kind === 'customer' ? 'customer' : 'user';
  const known = scopes.filter((scope) => caller.scopes.includes(scope));
  return {
    object: 'signIn',
    token,
    expiresAt,
    caller: { kind, id: nativeId(kind, uuid), name: actor.name, scopes: known },
  };
}

export const forgetCookie = (request: FastifyRequest, reply: FastifyReply): void => {
  setCookie(request, reply, '', new Date(0));
};

function setCookie(request: FastifyRequest, reply: FastifyReply, value: string, expires: Date): void {
  const secure = request.protocol === 'https';
  const told = { name: refreshCookie, value, path, expires, httpOnly: true, sameSite: 'strict', secure } as const;
  void reply.header('set-cookie', stringifySetCookie(told));
}

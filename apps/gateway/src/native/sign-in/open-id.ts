import { BeginOpenIdSignIn, CompleteOpenIdSignIn } from '@licet/contracts';
import { Inject, Post, Req, Res } from '@nestjs/common';
import { IsDefined, Matches, MaxLength } from 'class-validator';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { callContext } from '../../shared/call-context.ts';
import { GATEWAY, type Gateway } from '../../shared/gateway.ts';
import { unauthenticated } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { NetworkLimits } from '../http/network-limits.ts';
import { OpenController } from '../http/open-door.ts';
import { Operation } from '../http/operation.ts';
import { Problem, problemOf } from '../http/problem.ts';
import { Line } from '../http/rules.ts';
import { Answer, AnyText, type Shown } from '../http/view-schema.ts';
import { FailedTries } from './failed-tries.ts';
import { authorNamed } from './password-calls.ts';
import { SignInView, answerSignIn } from './sign-in-answer.ts';

const page = /^https?:\/\/[^\s?#]+$/;

class BeginOpenIdBody {
  static readonly readOnly: readonly string[] = [];
  static readonly example: object = { account: 'solo:1', redirectUri: 'https://console.example.com/signed-in/solo:1' };

  /** Id of the account, or `solo:` and its AuthorID. */
  @Line(64)
  @IsDefined()
  account!: string;

  /** Page that the provider sends the browser back to; the provider knows which ones it may. Its path ends in the id of the account, or in `solo:` and its AuthorID. */
  @Matches(page)
  @MaxLength(2000)
  @IsDefined()
  redirectUri!: string;
}

class CompleteOpenIdBody {
  static readonly readOnly: readonly string[] = [];
  static readonly example: object = {
    redirectUri: 'https://console.example.com/signed-in/solo:1',
    query: 'code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj',
  };

  /** Page that the browser was sent back to, without query: what was begun for another one is not completed. */
  @Matches(page)
  @MaxLength(2000)
  @IsDefined()
  redirectUri!: string;

  /** Query of the address that the provider sent the browser back to. */
  @Matches(/^[\x21-\x7e]+$/)
  @MaxLength(4000)
  @IsDefined()
  query!: string;
}

/** Where the browser goes on. [API-USR-04] */
const OpenIdView = Answer(
  'OpenIdRequest',
  { object: Type.Literal('openIdRequest'), url: AnyText },
  {
    object: 'openIdRequest',
    url: 'https://id.example.com/auth?client_id=licet&response_type=code&scope=openid%20email&state=af0ifjsldkj',
  },
);

const requestCookie = 'licet_openid';
const path = '/api/v1/signIn/openId';

/** Sign-ins at the OpenID provider of an account. The browser that began one is the only one that completes it. [API-USR-04] */
@OpenController('signIn/openId')
export class OpenIdController {
  readonly #gateway: Gateway;
  readonly #limits: NetworkLimits;
  readonly #failed: FailedTries;

  constructor(@Inject(GATEWAY) gateway: Gateway, limits: NetworkLimits, failed: FailedTries) {
    this.#gateway = gateway;
    this.#limits = limits;
    this.#failed = failed;
  }

  /** [API-USR-04] */
  @Post()
  @Operation({
    id: 'beginOpenIdSignIn',
    summary: 'Tells where a browser signs in at the OpenID provider of the account.',
    answers: OpenIdView,
    problems: ['not_found'],
  })
  async begin(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @JsonBody(BeginOpenIdBody) { account, redirectUri }: BeginOpenIdBody,
  ): Promise<Shown<typeof OpenIdView>> {
    const authorId = authorNamed(account);
    if (!isPageOf(authorId, redirectUri)) throw pageOfOther(account);
    await this.#limits.take('openId', request);
    const asked = { authorId, redirectUri };
    const begun = await this.#gateway.bus.call(BeginOpenIdSignIn, asked, callContext(request, 'native'));
    if (!begun.ok) throw await this.#failed.count(request, problemOf(begun.refusal));
    setCookie(request, reply, begun.value.request, new Date(begun.value.expiresAt));
    return { object: 'openIdRequest', url: begun.value.url };
  }

  /** [API-USR-04] */
  @Post('complete')
  @Operation({
    id: 'completeOpenIdSignIn',
    summary: 'Signs in the person whom the OpenID provider has sent back; the cookie says who began.',
    answers: SignInView,
    problems: ['unauthenticated'],
  })
  async complete(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @JsonBody(CompleteOpenIdBody) { redirectUri, query }: CompleteOpenIdBody,
  ): Promise<object> {
    const sealed = parseCookie(request.headers.cookie ?? '')[requestCookie] ?? '';
    if (sealed.length > 8000 || sealed === '') throw await this.#failed.count(request, unauthenticated());
    await this.#limits.take('openId', request);
    const asked = { request: sealed, redirectUri, query };
    const signedIn = await this.#gateway.bus.call(CompleteOpenIdSignIn, asked, callContext(request, 'native'));
    setCookie(request, reply, '', new Date(0));
    if (!signedIn.ok) throw await this.#failed.count(request, unauthenticated());
    return answerSignIn(request, reply, signedIn.value);
  }
}

/**
 * Whether the path of the page ends in the account. No two accounts share a page then, so that what the provider of one of them sends a
 * browser back with is not taken for the word of the other's.
 */
function isPageOf(authorId: number, redirectUri: string): boolean {
  try {
    const [last = ''] = new URL(redirectUri).pathname.split('/').slice(-1);
    return authorNamed(decodeURIComponent(last)) === authorId;
  } catch {
    return false;
  }
}

function pageOfOther(account: string): Problem {
  const detail = `The path must end in the account: https://…/${account}.`;
  return new Problem('parameter_invalid', undefined, {
    errors: [{ pointer: '/redirectUri', code: 'invalid', detail }],
  });
}

function setCookie(request: FastifyRequest, reply: FastifyReply, value: string, expires: Date): void {
  const secure = request.protocol === 'https';
  const told = { name: requestCookie, value, path, expires, httpOnly: true, sameSite: 'strict', secure } as const;
  void reply.header('set-cookie', stringifySetCookie(told));
}

import { RefreshSignIn } from '@licet/contracts';
import { Inject, Post, Req, Res } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callContext } from '../../shared/call-context.ts';
import { GATEWAY, type Gateway } from '../../shared/gateway.ts';
import { unauthenticated } from '../http/authenticate.ts';
import { OpenController } from '../http/open-door.ts';
import { Operation } from '../http/operation.ts';
import { FailedTries } from './failed-tries.ts';
import { SignInView, answerSignIn, forgetCookie, refreshCookie } from './sign-in-answer.ts';

@OpenController('signIn')
export class RefreshSignInController {
  readonly #gateway: Gateway;
  readonly #failed: FailedTries;

  constructor(@Inject(GATEWAY) gateway: Gateway, failed: FailedTries) {
    this.#gateway = gateway;
    this.#failed = failed;
  }

  /** The only call that a cookie authenticates. One that is refused keeps the cookie, which a crossing call may have renewed, while the sign-in lasts. [API-USR-04] */
  @Post('refresh')
  @Operation({
    id: 'refreshSignIn',
    summary: 'Gives whoever is signed in another token; the cookie of the sign-in says who it is.',
    answers: SignInView,
    problems: ['unauthenticated'],
  })
  async refresh(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const refreshToken = parseCookie(request.headers.cookie ?? '')[refreshCookie] ?? '';
    if (refreshToken.length > 255 || refreshToken === '') throw await this.#failed.count(request, unauthenticated());
    const context = callContext(request, 'native');
    const signedIn = await this.#gateway.bus.call(RefreshSignIn, { refreshToken }, context);
    if (signedIn.ok) return answerSignIn(request, reply, signedIn.value);
    if (signedIn.refusal.code === 'key_expired') forgetCookie(request, reply);
    throw await this.#failed.count(request, unauthenticated());
  }
}

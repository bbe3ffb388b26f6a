import { SignIn } from '@licet/contracts';
import { Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callContext } from '../../shared/call-context.ts';
import { GATEWAY, type Gateway } from '../../shared/gateway.ts';
import { JsonBody } from '../http/json-body.ts';
import { OpenController } from '../http/open-door.ts';
import { Operation } from '../http/operation.ts';
import { PasswordCalls, authorNamed } from './password-calls.ts';
import { SignInView, answerSignIn } from './sign-in-answer.ts';
import { SignInBody } from './sign-in-body.ts';
import { type Named, SignInNames, lookedUpAs, nameIn } from './sign-in-names.ts';

@OpenController('signIn')
export class SignInController {
  readonly #gateway: Gateway;
  readonly #calls: PasswordCalls;
  readonly #names: SignInNames;

  constructor(@Inject(GATEWAY) gateway: Gateway, calls: PasswordCalls, names: SignInNames) {
    this.#gateway = gateway;
    this.#calls = calls;
    this.#names = names;
  }

  /** A person by login, a customer by e-mail address, number or license. One answer for all that may be wrong with them. [API-USR-04 … API-USR-06] */
  @Post()
  @Operation({
    id: 'signIn',
    summary: 'Signs a person or customer in.',
    answers: SignInView,
    problems: ['unauthenticated', 'account_closed', 'account_read_only'],
  })
  async signIn(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @JsonBody(SignInBody) body: SignInBody,
  ): Promise<object> {
    const { account, password, newPassword = null, code } = body;
    const authorId = authorNamed(account);
    const context = callContext(request, 'native');
    const told = nameIn(body);
    const given = { authorId, password, newPassword, ...(code !== undefined && { code }) };
    const find = () => this.#names.read(authorId, told, context);
    const ask = (name: Named['name']) => this.#gateway.bus.call(SignIn, { ...given, name }, context);
    const signedIn = await this.#calls.answeredOnceFound(request, lookedUpAs(authorId, told), { find, ask });
    if (newPassword !== null) this.#gateway.callers.forget(authorId);
    return answerSignIn(request, reply, signedIn);
  }
}

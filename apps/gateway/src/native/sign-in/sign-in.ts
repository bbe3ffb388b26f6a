import { type Refusal, SignIn, numberOf, parseNativeId } from '@licet/contracts';
import { Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callContext } from '../../shared/call-context.ts';
import { GATEWAY, type Gateway } from '../../shared/gateway.ts';
import { unauthenticated } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { OpenController } from '../http/open-door.ts';
import { Operation } from '../http/operation.ts';
import { type Problem, problemOf } from '../http/problem.ts';
import { FailedTries } from './failed-tries.ts';
import { SignInView, answerSignIn } from './sign-in-answer.ts';
import { SignInBody } from './sign-in-body.ts';
import { SignInNames, countedAs, nameIn } from './sign-in-names.ts';
import { SignInGate } from './sign-in-gate.ts';

@OpenController('signIn')
export class SignInController {
  readonly #gateway: Gateway;
  readonly #gate: SignInGate;
  readonly #failed: FailedTries;
  readonly #names: SignInNames;

  constructor(@Inject(GATEWAY) gateway: Gateway, gate: SignInGate, failed: FailedTries, names: SignInNames) {
    this.#names = names;
    this.#gateway = gateway;
    this.#gate = gate;
    this.#failed = failed;
  }

  /** A person by login, a customer by e-mail address, number or license. One answer for all that may be wrong with them. [API-USR-04 … API-USR-06] */
  @Post()
  @Operation({ id: 'signIn', summary: 'Signs a person or customer in.', answers: SignInView })
  async signIn(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @JsonBody(SignInBody) body: SignInBody,
  ): Promise<object> {
    const { account, password, newPassword = null } = body;
    const authorId = authorNamed(account);
    const context = callContext(request, 'native');
    const told = nameIn(body);
    const { signedIn } = await this.#gate.slowed(`${authorId} ${countedAs(told)}`, request.ip, async () => {
      const name = await this.#names.read(authorId, told, context);
      const signedIn = await this.#gateway.bus.call(SignIn, { authorId, name, password, newPassword }, context);
      const proved = signedIn.ok || refusedThoughProved.includes(signedIn.refusal.code);
      return { ok: proved, signedIn };
    });
    if (!signedIn.ok) throw await this.#told(request, signedIn.refusal);
    if (newPassword !== null) this.#gateway.callers.forget(authorId);
    return answerSignIn(request, reply, signedIn.value);
  }

  async #told(request: FastifyRequest, refusal: Refusal): Promise<Problem> {
    return refusal.code === 'unauthenticated' ? this.#failed.count(request, unauthenticated()) : problemOf(refusal);
  }
}

/** What is refused to whoever has brought the right password. Any other refusal counts as a failed try, nor does it end the count of those. */
const refusedThoughProved: readonly string[] = ['parameter_missing', 'account_closed', 'account_read_only'];

/** An account that cannot be has nobody to sign in. */
function authorNamed(account: string): number {
  const uuid = parseNativeId('account', account);
  const number = uuid ? numberOf(uuid) : Number(/^solo:([1-9][0-9]{0,9})$/.exec(account)?.[1] ?? 0);
  return number >= 1 && number <= 2147483647 ? number : 2147483647;
}

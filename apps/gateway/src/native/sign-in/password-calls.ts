import type { Refusal, Reply } from '@licet/contracts';
import { numberOf, parseNativeId } from '@licet/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { GATEWAY, type Gateway } from '../../shared/gateway.ts';
import { TooManyTries, type SignInGate, type Trying } from '../../shared/sign-in-gate.ts';
import { unauthenticated } from '../http/authenticate.ts';
import { Problem, problemOf } from '../http/problem.ts';
import { FailedTries } from './failed-tries.ts';
import type { Named } from './sign-in-names.ts';

/** Calls that a password proves: slowed by login and address, with one answer for all that may be wrong. [API-USR-06] */
@Injectable()
export class PasswordCalls {
  readonly #gate: SignInGate;
  readonly #failed: FailedTries;

  constructor(@Inject(GATEWAY) { signIns }: Pick<Gateway, 'signIns'>, failed: FailedTries) {
    this.#gate = signIns;
    this.#failed = failed;
  }

  /**
   * As `answered`, of a name that may have to be looked up to know whom it means. That waits its turn like any try at what was told, `lookedUp`;
   * the password then waits for its turn at who was found.
   */
  async answeredOnceFound<V>(
    request: FastifyRequest,
    lookedUp: string | null,
    { find, ask }: { find: () => Promise<Named>; ask: (name: Named['name']) => Promise<Reply<V>> },
  ): Promise<V> {
    const address = request.ip;
    if (lookedUp === null) {
      const { name, counted } = await find();
      return this.answered(request, counted, () => ask(name));
    }
    return this.#answered(request, { login: lookedUp, address }, async () => {
      const { name, counted } = await find();
      return this.#gate.slowed({ login: counted, address, relay: true }, () => attempted(() => ask(name)));
    });
  }

  /** The value of the reply; a refusal is thrown as a problem. `login`: what failed tries are counted under. */
  async answered<V>(request: FastifyRequest, login: string, ask: () => Promise<Reply<V>>): Promise<V> {
    return this.#answered(request, { login, address: request.ip }, () => attempted(ask));
  }

  async #answered<V>(request: FastifyRequest, trying: Trying, attempt: () => Promise<Attempt<V>>): Promise<V> {
    const { reply } = await this.#gate.slowed(trying, attempt).catch(tellTooMany);
    if (reply.ok) return reply.value;
    const { refusal } = reply;
    throw refusal.code === 'unauthenticated'
      ? await this.#failed.count(request, unauthenticated())
      : problemOf(refusal);
  }
}

interface Attempt<V> {
  reply: Reply<V>;
  ok: boolean;
  halfway: boolean;
}

async function attempted<V>(ask: () => Promise<Reply<V>>): Promise<Attempt<V>> {
  const reply = await ask();
  const { ok } = reply;
  return { reply, ok: ok || isProved(reply.refusal), halfway: !ok && lacksCode(reply.refusal) };
}

function tellTooMany(error: unknown): never {
  if (!(error instanceof TooManyTries)) throw error;
  throw new Problem('rate_limited', undefined, { headers: { 'retry-after': String(error.retryAfter) } });
}

/** What is refused to whoever has brought the right password. Any other refusal counts as a failed try, nor does it end the count of those. */
const refusedThoughProved: readonly string[] = ['parameter_missing', 'account_closed', 'account_read_only'];

const isProved = (refusal: Refusal): boolean => refusedThoughProved.includes(refusal.code) && !lacksCode(refusal);

/** The password is right, and a code is asked for: that ends no count, or codes could be guessed without end. */
const lacksCode = ({ code, facts }: Refusal): boolean =>
  code === 'parameter_missing' && Array.isArray(facts?.pointers) && facts.pointers.includes('/code');

/** The account that somebody names; one that cannot be has nobody to sign in. */
export function authorNamed(account: string): number {
  const uuid = parseNativeId('account', account);
  const number = uuid ? numberOf(uuid) : Number(/^solo:([1-9][0-9]{0,9})$/.exec(account)?.[1] ?? 0);
  return number >= 1 && number <= 2147483647 ? number : 2147483647;
}

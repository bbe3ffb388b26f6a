import type { CommandBus } from '@licet/command-bus';
import {
  type AccountSettings,
  AuthenticateKey,
  AuthenticateToken,
  AuthenticateUser,
  type AuthenticatedCaller,
  type CallContext,
  type Refusal,
  type Reply,
  type RequestOf,
  isWithin,
} from '@licet/contracts';
import { LRUCache } from 'lru-cache';
import { createHmac, randomBytes } from 'node:crypto';
import { Accounts } from './accounts.ts';
import { LogonGate } from './logon-gate.ts';

type KeyDialect = RequestOf<typeof AuthenticateKey>['dialect'];
type Answer = AuthenticatedCaller | { refusal: Refusal };
type Ask = () => Promise<Reply<AuthenticatedCaller>>;

/** How long a yes is remembered while changes of accounts are heard of at once, and while they are not. Milliseconds. [API-KEY-07] */
const remembered = { hearing: 60_000, deaf: 4000 };
/** A sign-out is told to nobody else. Milliseconds. */
const tokenRemembered = 4000;

/**
 * Who the credentials of a request belong to. `customers` knows; a yes is remembered, a no never. A change of the account drops what is
 * remembered of it, so that it holds on the next call. [design 6, API-USR-02, PERM-21]
 */
export class Callers {
  readonly #bus: CommandBus;
  /** By keyed hash of the credential: neither key nor value is a secret. */
  readonly #known = new LRUCache<string, AuthenticatedCaller>({ max: 10_000, ttl: remembered.deaf });
  readonly #asked = new Map<string, Promise<Answer>>();
  readonly #hashKey = randomBytes(32);
  readonly #accounts: Accounts;
  readonly #gate = new LogonGate();
  #hearing = false;
  #generation = 0;

  constructor(bus: CommandBus) {
    this.#bus = bus;
    this.#accounts = new Accounts(bus);
  }

  /** Settings of an account, which hold on the next call after a change. */
  settings(authorId: number, context: CallContext): Promise<AccountSettings> {
    return this.#accounts.settings(authorId, context);
  }

  /** SOLO author logon; null whichever of the three is wrong, and for an address that has failed too often. [AUTH-01, AUTH-10] */
  async user(
    authorId: number,
    userId: string,
    password: string,
    context: CallContext,
  ): Promise<AuthenticatedCaller | null> {
    if (await this.#isShutOut(authorId, context)) return null;
    const credential = ['user', String(authorId), userId, password];
    const judge = () =>
      this.#whose(credential, () => this.#bus.call(AuthenticateUser, { authorId, userId, password }, context));
    const limitOf = async () => (await this.settings(authorId, context)).logonFailures;
    const hash = this.#hashOf(credential);
    const isNew = !this.#known.has(hash) && !this.#asked.has(hash);
    const answer = isNew
      ? await this.#gate.judged(context.address, limitOf, { judge, isFailed: isRefused })
      : await judge();
    if (!answer) return null;
    const admitted = admit(answer, context);
    return isRefused(admitted) ? null : admitted;
  }

  async #isShutOut(authorId: number, context: CallContext): Promise<boolean> {
    if (!this.#gate.isSuspect(context.address)) return false;
    const { logonFailures } = await this.settings(authorId, context);
    return this.#gate.isShut(context.address, logonFailures);
  }

  /**
   * Key of a dialect. Refused `not_found` for an unknown owner, `unauthenticated` for a wrong secret, `key_expired`, and
   * `address_not_allowed` for an address that the key is not for.
   */
  async key(dialect: KeyDialect, owner: string, secret: string, context: CallContext): Promise<Answer> {
    const answer = await this.#whose(['key', dialect, owner, secret], () =>
      this.#bus.call(AuthenticateKey, { dialect, owner, secret }, context),
    );
    return admit(answer, context);
  }

  /** Whoever has signed in. Refused `unauthenticated`, `key_expired` and `address_not_allowed`. [API-USR-04] */
  async token(token: string, context: CallContext): Promise<Answer> {
    const ask = () => this.#bus.call(AuthenticateToken, { token }, context);
    return admit(await this.#whose(['token', token], ask, tokenRemembered), context);
  }

  /** Drops what is remembered of an account, also what is just being asked. */
  forget(authorId: number): void {
    this.#accounts.forget(authorId);
    this.#outdate();
    for (const [hash, caller] of this.#known.entries()) if (caller.authorId === authorId) this.#known.delete(hash);
  }

  /** Whether every change of an account is told by `forget` as it happens. While it is not, answers are remembered for seconds only. */
  hears(everything: boolean): void {
    this.#accounts.hears(everything);
    if (this.#hearing && !everything) {
      this.#outdate();
      this.#known.clear();
    }
    this.#hearing = everything;
  }

  /** Whoever calls from now on asks anew, and the answers to come to earlier callers are not remembered. */
  #outdate(): void {
    this.#generation++;
    this.#asked.clear();
  }

  async #whose(credential: readonly string[], ask: Ask, longest = Infinity): Promise<Answer> {
    const hash = this.#hashOf(credential);
    const known = this.#known.get(hash);
    if (known) return known;
    const asked = this.#asked.get(hash) ?? this.#ask(hash, ask, longest);
    this.#asked.set(hash, asked);
    try {
      return await asked;
    } finally {
      if (this.#asked.get(hash) === asked) this.#asked.delete(hash);
    }
  }

  #hashOf(credential: readonly string[]): string {
    return createHmac('sha256', this.#hashKey).update(JSON.stringify(credential)).digest('base64url');
  }

  async #ask(hash: string, ask: Ask, longest: number): Promise<Answer> {
    const generation = this.#generation;
    const reply = await ask();
    if (!reply.ok) return { refusal: reply.refusal };
    const ttl = Math.min(longest, this.#hearing ? remembered.hearing : remembered.deaf);
    if (generation === this.#generation) this.#known.set(hash, reply.value, { ttl });
    return reply.value;
  }
}

const isRefused = (answer: Answer): answer is { refusal: Refusal } => 'refusal' in answer;

/** What is judged on every call, however long the answer is remembered. [AUTH-11, API-KEY-03, DNA-AUTH-06] */
function admit(answer: Answer, { address }: CallContext): Answer {
  if (isRefused(answer)) return answer;
  const { networks, expiresAt } = answer;
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.now()) return { refusal: { code: 'key_expired' } };
  return isWithin(networks, address) ? answer : { refusal: { code: 'address_not_allowed' } };
}

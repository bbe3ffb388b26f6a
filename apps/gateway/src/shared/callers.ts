import type { CommandBus } from '@licet/command-bus';
import {
  AuthenticateKey,
  AuthenticateUser,
  type AuthenticatedCaller,
  type CallContext,
  type Refusal,
  type Reply,
  type RequestOf,
} from '@licet/contracts';
import { LRUCache } from 'lru-cache';
import { createHmac, randomBytes } from 'node:crypto';

type KeyDialect = RequestOf<typeof AuthenticateKey>['dialect'];
type Answer = AuthenticatedCaller | { refusal: Refusal };
type Ask = () => Promise<Reply<AuthenticatedCaller>>;

/** Who the credentials of a request belong to. `customers` knows; a yes is remembered for a minute, a no never. [design 6, API-USR-02] */
export class Callers {
  readonly #bus: CommandBus;
  /** By keyed hash of the credential: neither key nor value is a secret. */
  readonly #known = new LRUCache<string, AuthenticatedCaller>({ max: 10_000, ttl: 60_000 });
  readonly #asked = new Map<string, Promise<Answer>>();
  readonly #hashKey = randomBytes(32);
  #generation = 0;

  constructor(bus: CommandBus) {
    this.#bus = bus;
  }

  /** SOLO author logon; null whichever of the three is wrong. [AUTH-01] */
  async user(
    authorId: number,
    userId: string,
    password: string,
    context: CallContext,
  ): Promise<AuthenticatedCaller | null> {
    const answer = await this.#whose(['user', String(authorId), userId, password], () =>
      this.#bus.call(AuthenticateUser, { authorId, userId, password }, context),
    );
    return isRefused(answer) ? null : answer;
  }

  /** Key of a dialect. Refused `not_found` for an unknown owner, `unauthenticated` for a wrong secret. */
  key(dialect: KeyDialect, owner: string, secret: string, context: CallContext): Promise<Answer> {
    return this.#whose(['key', dialect, owner, secret], () =>
      this.#bus.call(AuthenticateKey, { dialect, owner, secret }, context),
    );
  }

  /** Drops what is remembered of an account, also what is just being asked. */
  forget(authorId: number): void {
    this.#generation++;
    for (const [hash, caller] of this.#known.entries()) if (caller.authorId === authorId) this.#known.delete(hash);
  }

  async #whose(credential: readonly string[], ask: Ask): Promise<Answer> {
    const hash = createHmac('sha256', this.#hashKey).update(JSON.stringify(credential)).digest('base64url');
    const known = this.#known.get(hash);
    if (known) return known;
    const asked = this.#asked.get(hash) ?? this.#ask(hash, ask);
    this.#asked.set(hash, asked);
    try {
      return await asked;
    } finally {
      this.#asked.delete(hash);
    }
  }

  async #ask(hash: string, ask: Ask): Promise<Answer> {
    const generation = this.#generation;
    const reply = await ask();
    if (!reply.ok) return { refusal: reply.refusal };
    if (generation === this.#generation) this.#known.set(hash, reply.value);
    return reply.value;
  }
}

const isRefused = (answer: Answer): answer is { refusal: Refusal } => 'refusal' in answer;

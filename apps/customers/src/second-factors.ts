import { type CallContext, type Refusal, commandIdOf } from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Secret, TOTP } from 'otpauth';
import { Authors } from './aggregates.ts';
import type { Author, User } from './domain/author.ts';
import { type CodeProof, takes } from './domain/second-factor.ts';
import { secondsLeft } from './seconds-left.ts';

/** Codes of the step before and after count too, for clocks that are a little off. */
const window = 1;
/** Seconds. */
const period = 30;
const timeCode = /^[0-9]{6}$/;

/** So many wrong codes within so many milliseconds; then none is taken until they have passed, or the password is another one. */
const wrong = { most: 10, within: 15 * 60_000 };
const mostRemembered = 10_000;

/** What a code proves, and of which sealed secret. */
interface Proved {
  secret: string;
  proof: CodeProof;
}

const unauthenticated: Refusal = { code: 'unauthenticated' };

/**
 * Judges codes of second factors, after RFC 6238 with six digits every 30 seconds. Whoever guesses them has the password already, so a few
 * wrong ones end it for a while: another password lets its owner in at once. [API-USR-04, API-USR-06]
 */
@Injectable()
export class SecondFactors {
  readonly #authors: Authors;
  readonly #vault: Vault;
  readonly #wrong = new LRUCache<string, number>({ max: mostRemembered, ttl: wrong.within, noUpdateTTL: true });

  constructor(authors: Authors, vault: Vault) {
    this.#authors = authors;
    this.#vault = vault;
  }

  /** Takes a code, which no later call takes again. */
  async take({ authorId }: Author, user: User, code: string, call: CallContext): Promise<Proved | Refusal> {
    const proof = await this.prove(user, code);
    if ('code' in proof) return proof;
    const { uuid, verifier: before } = user;
    const command = { type: 'UseSecondFactor' as const, uuid, before, ...proof };
    const own = { ...call, commandId: commandIdOf(`${call.commandId}:secondFactor`) };
    const execution = await this.#authors.decide(authorId, command, own);
    return execution.kind === 'accepted' ? proof : unauthenticated;
  }

  /** What a code proves, and of which secret. It stays good until it is taken. */
  async prove(user: User, code: string): Promise<Proved | Refusal> {
    const { uuid, verifier, secondFactor } = user;
    const tries = `${uuid} ${verifier}`;
    const failed = this.#wrong.get(tries) ?? 0;
    if (failed >= wrong.most) return { code: 'rate_limited', facts: { retryAfter: secondsLeft(this.#wrong, tries) } };
    this.#wrong.set(tries, failed + 1); // before it is judged, so that those that come at once are counted
    const proof = secondFactor && (await this.#judge(uuid, secondFactor.secret, code));
    if (!proof || !takes(secondFactor, proof)) return unauthenticated;
    this.#wrong.delete(tries);
    return { secret: secondFactor.secret, proof };
  }

  recoveryHash(uuid: string, code: string): string {
    const plain = code.toLowerCase().replaceAll(/[^0-9a-z]/g, '');
    return this.#vault.keyedHash('second-factor-recovery', `${uuid} ${plain}`);
  }

  async #judge(uuid: string, sealed: string, code: string): Promise<CodeProof | undefined> {
    const plain = code.replaceAll(' ', '');
    if (!timeCode.test(plain)) return { recovery: this.recoveryHash(uuid, code) };
    const secret = await this.#vault.open(sealed);
    if (secret === null) return undefined;
    const now = Date.now();
    const off = timed(secret).validate({ token: plain, timestamp: now, window });
    return off === null ? undefined : { step: Math.floor(now / 1000 / period) + off };
  }
}

/** The codes of a secret in base 32. `names`: what the program that makes them shows. */
export const timed = (secret: string, names: { issuer?: string; label?: string } = {}): TOTP =>
  new TOTP({ ...names, algorithm: 'SHA1', digits: 6, period, secret: Secret.fromBase32(secret) });

import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { randomUUID } from 'node:crypto';

/** How long a right password is known without another scrypt. Milliseconds. [API-USR-02] */
const remembered = 60_000;
const mostRemembered = 10_000;

/**
 * Compares chosen passwords with their verifiers. A right one costs one scrypt a minute, however often it is sent: it is remembered
 * as a keyed hash over verifier and password, so that a new password, which has a new verifier, is never served by it. A wrong password and
 * an unknown person take the same time. [AUTH-05, PWD-12]
 */
@Injectable()
export class PasswordProofs {
  readonly #vault: Vault;
  readonly #right = new LRUCache<string, true>({ max: mostRemembered, ttl: remembered });
  readonly #underWay = new Map<string, Promise<boolean>>();
  #nobody: Promise<string> | undefined;

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  /** Whether the password is the verifier's; `undefined` for a person who does not exist or has none. Throws `VaultOverloaded`. */
  async proves(verifier: string | undefined, password: string): Promise<boolean> {
    const right = await this.#matches(verifier ?? (await this.#verifierOfNobody()), password);
    return verifier !== undefined && right;
  }

  async #matches(verifier: string, password: string): Promise<boolean> {
    const key = this.#vault.keyedHash('password-proof', `${verifier}\n${password}`);
    if (this.#right.has(key)) return true;
    const right = await this.#once(key, () => this.#vault.verify(verifier, password));
    if (right) this.#right.set(key, true);
    return right;
  }

  /** Callers who ask the same at the same time share one answer. */
  #once(key: string, ask: () => Promise<boolean>): Promise<boolean> {
    const running = this.#underWay.get(key) ?? ask().finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, running);
    return running;
  }

  #verifierOfNobody(): Promise<string> {
    this.#nobody ??= this.#vault.passwordVerifier(randomUUID());
    this.#nobody.catch(() => (this.#nobody = undefined));
    return this.#nobody;
  }
}

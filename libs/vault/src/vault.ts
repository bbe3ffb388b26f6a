import { DryRun } from '@licet/dry-run';
import type { Sealed, Service } from '@licet/contracts';
import type { Pool } from 'pg';
import { DataKeyTable } from './data-key-table.ts';
import { KeyDestroyed, KeyNotLoaded, VaultError } from './errors.ts';
import { type FetchKeys, KeyRing } from './key-ring.ts';
import { MasterKey } from './master-key.ts';
import { scryptVerifier } from './scrypt.ts';
import { openText, sealText, subjectOf } from './sealed-text.ts';
import { hmacVerifier, verify } from './verifiers.ts';

export interface VaultOptions {
  /** 32 bytes. */
  masterKey: Buffer;
  service: Service;
  pool: Pool;
  /** Asks another service for the wrapped keys of its subjects. */
  fetchKeys: FetchKeys;
}

/**
 * Seals personal texts under one data key per subject, so that erasing a person is destroying a key. Keys live in the owner's database
 * wrapped by the master key, in clear only in memory. [design 3, sealed values]
 */
export class Vault {
  readonly #service: Service;
  readonly #master: MasterKey;
  readonly #table: DataKeyTable;
  readonly #keys: KeyRing;

  private constructor({ masterKey, service, pool, fetchKeys }: VaultOptions) {
    this.#service = service;
    this.#master = new MasterKey(masterKey);
    this.#table = new DataKeyTable(pool, this.#master);
    this.#keys = new KeyRing(service, this.#master, this.#table, fetchKeys);
  }

  /** Throws `WrongMasterKey` when the database was set up with another one. */
  static async open(options: VaultOptions): Promise<Vault> {
    const vault = new Vault(options);
    await vault.#table.check();
    return vault;
  }

  /** Subject of an own stream: `licenses/license-4001`. */
  subject(streamId: string): string {
    return `${this.#service}/${streamId}`;
  }

  /** Makes the keys that own subjects lack and loads them all. Throws `KeyDestroyed`. */
  async ensureKeys(subjects: readonly string[]): Promise<void> {
    await Promise.all(subjects.map((subject) => this.#ownKey(subject)));
  }

  /** Loads keys of any service into memory; those destroyed or unknown stay away. */
  async loadKeys(subjects: readonly string[]): Promise<void> {
    await Promise.all(subjects.map((subject) => this.#keys.get(subject)));
  }

  /** Seals for an own subject. Throws `KeyDestroyed`. */
  async seal(subject: string, text: string): Promise<Sealed> {
    return sealText(await this.#ownKey(subject), subject, text);
  }

  /** Seals with a key that is in memory since `ensureKeys` or `loadKeys`. Throws `KeyNotLoaded`. */
  sealNow(subject: string, text: string): Sealed {
    this.#checkOwn(subject);
    const key = this.#keys.inMemory(subject);
    if (!key) throw new KeyNotLoaded(subject);
    return sealText(key, subject, text);
  }

  /** The text; null when its key was destroyed. Throws `SealBroken` for a value that was changed or moved. */
  async open(sealed: Sealed): Promise<string | null> {
    const key = await this.#keys.get(subjectOf(sealed));
    return key ? openText(key, sealed) : null;
  }

  /** Opens many; keys not yet in memory are fetched together, one call per owner. */
  async openMany(sealed: readonly Sealed[]): Promise<Map<Sealed, string | null>> {
    return new Map(await Promise.all(sealed.map(async (value) => [value, await this.open(value)] as const)));
  }

  /** Wrapped keys of own subjects, for other services; null for destroyed or unknown ones. */
  async wrappedKeys(subjects: readonly string[]): Promise<{ subject: string; key: string | null }[]> {
    const keys = await this.#table.find(subjects);
    return subjects.map((subject) => ({ subject, key: keys.get(subject)?.toString('base64url') ?? null }));
  }

  /** Destroys the key of an own subject for ever: nothing that was sealed for it opens again, nothing new is sealed. A dry run destroys none. */
  async destroy(subject: string): Promise<void> {
    this.#checkOwn(subject);
    if (DryRun.current) return;
    await this.#table.destroy(subject);
    this.#keys.forget(subject);
  }

  /** Drops a key from this process's memory, when an event says that its owner has destroyed it. */
  forget(subject: string): void {
    this.#keys.forget(subject);
  }

  /** Drops a key from this process's memory that is not needed again soon; whoever asks for it loads it again. */
  drop(subject: string): void {
    this.#keys.drop(subject);
  }

  /** HMAC-SHA-256 in base64url, by which sealed values are compared and found; the same in all services. */
  keyedHash(purpose: string, text: string): string {
    return this.#master.mac(`hash ${purpose}`, text).toString('base64url');
  }

  /** `hmac|…`: proof of a random secret. */
  randomSecretVerifier(purpose: string, text: string): string {
    return hmacVerifier(this.#master, purpose, text);
  }

  /** `scrypt|…`: proof of a chosen password. Throws `VaultOverloaded` when too many wait. */
  passwordVerifier(text: string): Promise<string> {
    return scryptVerifier(text);
  }

  /** Whether `text` is what a verifier was made of. `purpose` is needed for `hmac|…`. Throws `VaultOverloaded`. [PWD-12] */
  verify(verifier: string, text: string, purpose?: string): Promise<boolean> {
    return verify(this.#master, verifier, text, purpose);
  }

  async #ownKey(subject: string): Promise<Buffer> {
    this.#checkOwn(subject);
    const key = await this.#keys.getOrMake(subject);
    if (!key) throw new KeyDestroyed(subject);
    return key;
  }

  #checkOwn(subject: string): void {
    if (!subject.startsWith(`${this.#service}/`))
      throw new VaultError('NOT_OWN_SUBJECT', `${this.#service} does not seal for ${subject}.`);
  }
}

import { DryRun } from '@licet/dry-run';
import type { Service } from '@licet/contracts';
import { LRUCache } from 'lru-cache';
import { Batched } from './batched.ts';
import type { DataKeyTable, WrappedKey } from './data-key-table.ts';
import type { MasterKey } from './master-key.ts';

export type FetchKeys = (
  owner: Service,
  subjects: string[],
) => Promise<readonly { subject: string; key: string | null }[]>;

/** Keys in memory; a destroyed one lives on in other processes at most as long as this. */
const maxKeys = 50_000;
const maxAge = 10 * 60_000;
/** A key that goes sooner than this is fetched again, so that it does not go between loading and using. */
const margin = 60_000;
/** What the call `DataKeys` takes at once. */
const batch = 500;

/** Data keys in memory, by subject: own ones from the database, those of others asked of their owners. */
export class KeyRing {
  readonly #service: Service;
  readonly #master: MasterKey;
  readonly #fetch: FetchKeys;
  readonly #keys = new LRUCache<string, Buffer>({ max: maxKeys, ttl: maxAge });
  readonly #destroyed = new LRUCache<string, true>({ max: maxKeys });
  /** Of no dry run. */
  readonly #noneDrawn = new Map<string, Buffer>();
  readonly #own: Batched<WrappedKey>;
  readonly #ensured: Batched<WrappedKey>;
  readonly #foreign = new Map<Service, Batched<WrappedKey>>();

  constructor(service: Service, master: MasterKey, table: DataKeyTable, fetch: FetchKeys) {
    this.#service = service;
    this.#master = master;
    this.#fetch = fetch;
    this.#own = new Batched(batch, (subjects) => table.find(subjects));
    this.#ensured = new Batched(batch, (subjects) => table.findOrMake(subjects));
  }

  /** The key as it is in memory. */
  inMemory(subject: string): Buffer | undefined {
    return this.#keys.get(subject) ?? this.#drawn().get(subject);
  }

  /** The key of any service's subject; null if it was destroyed or never made. */
  get(subject: string): Promise<Buffer | null> {
    const owner = subject.slice(0, subject.indexOf('/')) as Service;
    if (owner !== this.#service) return this.#load(subject, this.#ownedBy(owner));
    return DryRun.current ? this.#loadOrDraw(subject) : this.#load(subject, this.#own);
  }

  /** The key of an own subject, made if there is none; null if it was destroyed. */
  getOrMake(subject: string): Promise<Buffer | null> {
    return DryRun.current ? this.get(subject) : this.#load(subject, this.#ensured);
  }

  /** The key was destroyed; one that is just being loaded is not kept either. */
  forget(subject: string): void {
    this.#destroyed.set(subject, true);
    this.#keys.delete(subject);
  }

  /** The key is not needed here for now; it is loaded again by whoever asks. */
  drop(subject: string): void {
    this.#keys.delete(subject);
  }

  async #load(subject: string, source: Batched<WrappedKey>): Promise<Buffer | null> {
    const known = this.#keys.get(subject);
    if (known && this.#keys.getRemainingTTL(subject) > margin) return known;
    const wrapped = await source.get(subject);
    if (!wrapped || this.#destroyed.has(subject)) {
      this.#keys.delete(subject);
      return null;
    }
    const key = this.#master.unwrap(subject, wrapped);
    this.#keys.set(subject, key);
    return key;
  }

  /**
   * A dry run makes no key that would stay. In place of one that was never made it has one of its own, the same in all its calls, with which
   * nothing else was sealed. [API-DRY-01]
   */
  async #loadOrDraw(subject: string): Promise<Buffer | null> {
    const key = await this.#load(subject, this.#own);
    if (key) return key;
    const wrapped = await this.#own.get(subject);
    if (wrapped !== undefined) return wrapped && this.#master.unwrap(subject, wrapped); // made or destroyed, now or before
    const drawn = this.#master.mac('key of a dry run', subject);
    this.#drawn().set(subject, drawn);
    return drawn;
  }

  #drawn(): Map<string, Buffer> {
    return DryRun.own(this.#noneDrawn, () => new Map<string, Buffer>());
  }

  #ownedBy(owner: Service): Batched<WrappedKey> {
    let source = this.#foreign.get(owner);
    if (!source) {
      source = new Batched<WrappedKey>(batch, async (subjects) => {
        const answers = await this.#fetch(owner, subjects);
        return new Map(
          answers.map(({ subject, key }) => [subject, key === null ? null : Buffer.from(key, 'base64url')]),
        );
      });
      this.#foreign.set(owner, source);
    }
    return source;
  }
}

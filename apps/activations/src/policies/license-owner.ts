import { DryRun } from '@licet/dry-run';
import { AskForLicenses, FindLicense, type ReplyOf } from '@licet/contracts';
import { type ServiceResources, systemContext } from '@licet/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Resources } from '../resources.ts';

/** How long callers wait for the word of the owner, and how long a no is believed; milliseconds. [design 4] */
const patience = 300;
const noIsKept = 1000;
const mostAtOnce = 500;

export type AddedLicense = Extract<ReplyOf<typeof AskForLicenses>, { ok: true }>['value'][number];

/**
 * The word of `licenses` on what this service has not heard of: unknown, or not here yet. Asked once for all callers of a moment. Throws
 * `ServiceUnavailable` when the owner cannot be reached: then nobody knows. [design 4]
 */
@Injectable()
export class LicenseOwner {
  readonly #waiting = new Map<number, Waiting>();
  readonly #unknown = new LRUCache<string, true>({ max: 50_000, ttl: noIsKept });

  constructor(@Inject(Resources) private readonly resources: ServiceResources) {}

  /** How the license was added; undefined when there is none. */
  license(licenseId: number): Promise<AddedLicense | undefined> {
    if (this.#unknown.has(`license/${licenseId}`)) return Promise.resolve(undefined);
    const together = DryRun.own(this.#waiting, () => new Map<number, Waiting>());
    const known = together.get(licenseId);
    if (known) return known.promise;
    if (together.size === 0) setImmediate(() => void this.#ask(together));
    const waiting = withResolvers<AddedLicense | undefined>();
    together.set(licenseId, waiting);
    return waiting.promise;
  }

  /** Number of the license that holds a serial number or key within a product now. */
  async holderOf(productId: number, key: string): Promise<number | undefined> {
    const name = `serial/${productId}/${key.toLowerCase()}`;
    if (this.#unknown.has(name)) return undefined;
    const reply = await this.resources.host.bus.call(FindLicense, { productId, key }, this.#context());
    if (reply.ok) return reply.value.licenseId;
    if (reply.refusal.code !== 'not_found') throw new Error(`licenses refused FindLicense: ${reply.refusal.code}`);
    this.#unknown.set(name, true);
    return undefined;
  }

  async #ask(together: Map<number, Waiting>): Promise<void> {
    const waiting = [...together];
    together.clear();
    for (let i = 0; i < waiting.length; i += mostAtOnce) await this.#askFor(new Map(waiting.slice(i, i + mostAtOnce)));
  }

  async #askFor(waiting: ReadonlyMap<number, Waiting>): Promise<void> {
    try {
      const request = { licenseIds: [...waiting.keys()] };
      const reply = await this.resources.host.bus.call(AskForLicenses, request, this.#context());
      if (!reply.ok) throw new Error(`licenses refused AskForLicenses: ${reply.refusal.code}`);
      const found = new Map(reply.value.map((license) => [license.licenseId, license]));
      for (const [licenseId, { resolve }] of waiting) {
        if (!found.has(licenseId) && !DryRun.current) this.#unknown.set(`license/${licenseId}`, true);
        resolve(found.get(licenseId));
      }
    } catch (error) {
      for (const { reject } of waiting.values()) reject(error);
    }
  }

  #context = () => systemContext('activations', patience);
}

type Waiting = PromiseWithResolvers<AddedLicense | undefined>;

interface PromiseWithResolvers<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
}

function withResolvers<T>(): PromiseWithResolvers<T> {
  const waiting = {} as PromiseWithResolvers<T>;
  waiting.promise = new Promise((resolve, reject) => Object.assign(waiting, { resolve, reject }));
  return waiting;
}

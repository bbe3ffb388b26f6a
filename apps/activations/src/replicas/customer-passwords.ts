import { type CallContext, VerifyCustomerPassword } from '@licet/contracts';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Resources } from '../resources.ts';

/** How long a right password is known without asking again; milliseconds. [design 4] */
const remembered = 60_000;
const mostRemembered = 50_000;

/**
 * Asks `customers`, which alone knows the passwords of customers. A right one is remembered for a minute as a keyed hash, and dropped when
 * it changes; a wrong one is asked about each time. Throws `ServiceUnavailable` when nobody can answer. [design 4, PWD-07]
 */
@Injectable()
export class CustomerPasswords {
  readonly #right = new LRUCache<number, string>({ max: mostRemembered, ttl: remembered });
  /** Raised by every change, so that an answer about the password before it is not remembered. */
  #changes = 0;

  constructor(@Inject(Resources) private readonly resources: ServiceResources) {}

  async matches(customerId: number, password: string, call: CallContext): Promise<boolean> {
    const { host, vault } = this.resources;
    const hash = vault.keyedHash('customer-password-cache', `${customerId}\n${password}`);
    if (this.#right.get(customerId) === hash) return true;
    const changes = this.#changes;
    const reply = await host.bus.call(VerifyCustomerPassword, { customerId, password }, call);
    if (!reply.ok) throw new Error(`customers refused to verify a password: ${reply.refusal.code}`);
    if (reply.value.matches && changes === this.#changes) this.#right.set(customerId, hash);
    return reply.value.matches;
  }

  forget(customerId: number): void {
    this.#changes++;
    this.#right.delete(customerId);
  }
}

import { ServiceUnavailable } from '@licet/command-bus';
import { FindKeySet } from '@licet/contracts';
import { type ServiceResources, systemContext } from '@licet/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Resources } from '../resources.ts';

/** How long callers wait for the word of the owner, and how long a no is believed; milliseconds. [design 4] */
const patience = 300;
const noIsKept = 1000;

/** The word of `customers` on key sets that this process has not heard of: only the owner says unknown. [design 4] */
@Injectable()
export class KeySetOwner {
  readonly #unknown = new LRUCache<string, true>({ max: 10_000, ttl: noIsKept });

  constructor(@Inject(Resources) private readonly resources: ServiceResources) {}

  /** Resolves when there is no such key set. Throws `ServiceUnavailable` when it is not here yet, or nobody can tell. */
  async confirmUnknown(encryptionKeyId: string): Promise<void> {
    if (this.#unknown.has(encryptionKeyId)) return;
    const context = systemContext('activations', patience);
    const reply = await this.resources.host.bus.call(FindKeySet, { encryptionKeyId }, context);
    if (reply.ok) throw new ServiceUnavailable('activations', 'the key set is not known here yet');
    this.#unknown.set(encryptionKeyId, true);
  }
}

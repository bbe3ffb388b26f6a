import { type Claim, keyOf, purposes } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';

/** Keys of renewals are secrets: they are found by a keyed hash, letter case ignored. */
@Injectable()
export class RenewalKeys {
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  claimOf(authorId: number, key: string): Claim {
    return { scope: `renewalKey/${authorId}`, key: this.vault.keyedHash(purposes.renewalKey, key.toUpperCase()) };
  }

  /** Number of the renewal; undefined for a key that the author never gave out. */
  async find(authorId: number, key: string): Promise<number | undefined> {
    const stream = await this.store.holderOf(this.claimOf(authorId, key));
    return stream === undefined ? undefined : Number(keyOf(stream));
  }
}

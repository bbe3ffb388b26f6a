import type { Sealed } from '@licet/contracts';
import type { ServiceResources } from '@licet/service-kit';
import { KeyDestroyed } from '@licet/vault';
import { Inject, Injectable } from '@nestjs/common';
import { Resources } from './resources.ts';

/** Why somebody moved credits, in free words, which go when the customer is erased. [API-CUS-05] */
@Injectable()
export class CreditReasons {
  constructor(@Inject(Resources) private readonly resources: ServiceResources) {}

  /** Null for none, and of one who is erased. */
  async seal(customerId: number, reason: string): Promise<Sealed | null> {
    const { vault } = this.resources;
    if (reason === '') return null;
    return vault.seal(vault.subject(`credits-${customerId}`), reason).catch((error: unknown) => {
      if (error instanceof KeyDestroyed) return null;
      throw error;
    });
  }
}

import type { Sealed } from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';

/** Passwords of servers that keep updates, sealed under the key of their product's updates. */
@Injectable()
export class UpdatePasswords {
  constructor(private readonly vault: Vault) {}

  /** Null for none, undefined for what is not told. */
  async seal<P extends string | null | undefined>(
    productId: number,
    password: P,
  ): Promise<Sealed | Exclude<P, string>> {
    if (typeof password !== 'string') return password as Exclude<P, string>;
    return this.vault.seal(this.vault.subject(`updates-${productId}`), password);
  }

  async open(sealed: Sealed | null): Promise<string> {
    return sealed === null ? '' : ((await this.vault.open(sealed)) ?? '');
  }
}

import type { CallContext } from '@licet/contracts';
import { sameText, Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import { Customers } from './aggregates.ts';
import type { Customer } from './domain/customer.ts';
import { CustomerLogins } from './replicas/customer-logins.ts';

export interface Login {
  authorId: number;
  emailHash: string;
  password: string;
}

/** Finds a customer by what he logs on with: that is who somebody turns out to be. */
@Injectable()
export class SameLogin {
  constructor(
    private readonly customers: Customers,
    private readonly logins: CustomerLogins,
    private readonly vault: Vault,
  ) {}

  /** The oldest customer of the author with this e-mail address and password that `fits`. [SL-REG-30, SL-REG-31, LG-02, A7] */
  async find(
    { authorId, emailHash, password }: Login,
    call: CallContext,
    fits: (customer: Customer) => boolean = () => true,
  ): Promise<Customer | undefined> {
    for (const id of await this.logins.withEmail(authorId, emailHash, call)) {
      const { state } = await this.customers.read(String(id));
      if (state.kind === 'none' || state.mergedInto !== null || !fits(state)) continue;
      if (state.authorId !== authorId || state.emailHash !== emailHash || !state.password) continue;
      const own = await this.vault.open(state.password.sealed);
      if (own !== null && sameText(own, password)) return state; // in constant time [PWD-12]
    }
    return undefined;
  }
}

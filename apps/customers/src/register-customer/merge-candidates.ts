import type { CallContext } from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import { Customers } from '../aggregates.ts';
import type { Customer } from '../domain/customer.ts';
import { CustomerLogins } from '../replicas/customer-logins.ts';

/** Finds the registered customer that an unregistered one turns out to be. */
@Injectable()
export class MergeCandidates {
  constructor(
    private readonly customers: Customers,
    private readonly logins: CustomerLogins,
    private readonly vault: Vault,
  ) {}

  /** The oldest registered customer of the same author with this e-mail address and password. [SL-REG-30, SL-REG-31, A7] */
  async find(
    { customerId, authorId }: Customer,
    emailHash: string,
    password: string,
    call: CallContext,
  ): Promise<Customer | undefined> {
    for (const id of await this.logins.withEmail(authorId, emailHash, call)) {
      if (id === customerId) continue;
      const { state } = await this.customers.read(String(id));
      if (state.kind === 'none' || !state.registered || state.mergedInto !== null) continue;
      if (state.authorId !== authorId || state.emailHash !== emailHash || !state.password) continue;
      if ((await this.vault.open(state.password.sealed)) === password) return state;
    }
    return undefined;
  }
}

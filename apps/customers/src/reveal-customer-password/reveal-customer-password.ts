import { Handles } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, RevealCustomerPassword } from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Customers } from '../aggregates.ts';
import { maySeePassword } from '../domain/customer.ts';

/** The customer password as the caller may see it. [PWD-13 … PWD-15] */
@Controller()
export class RevealCustomerPasswordHandler {
  constructor(
    private readonly customers: Customers,
    private readonly vault: Vault,
  ) {}

  @Handles(RevealCustomerPassword)
  async handle(
    { authorId, customerId }: RequestOf<typeof RevealCustomerPassword>,
    { scopes }: CallContext,
  ): Promise<ReplyOf<typeof RevealCustomerPassword>> {
    const found = await this.customers.standing(customerId);
    if (found?.authorId !== authorId) return { ok: false, refusal: { code: 'not_found', facts: { what: 'customer' } } };
    const { password } = found;
    const shown = password && maySeePassword(password, scopes) ? password.sealed : null;
    return { ok: true, value: { password: (shown && (await this.vault.open(shown))) ?? '' } };
  }
}

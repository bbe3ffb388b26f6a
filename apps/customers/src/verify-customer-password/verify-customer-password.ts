import { Handles } from '@licet/command-bus';
import { type ReplyOf, type RequestOf, VerifyCustomerPassword } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { Customers } from '../aggregates.ts';
import { PasswordProofs } from '../password-proofs.ts';

/** Tells whether this is the customer's password; one without password, or unknown, matches none, in the same time. [PWD-03, PWD-12] */
@Controller()
export class VerifyCustomerPasswordHandler {
  constructor(
    private readonly customers: Customers,
    private readonly proofs: PasswordProofs,
  ) {}

  @Handles(VerifyCustomerPassword)
  async handle({
    customerId,
    password,
  }: RequestOf<typeof VerifyCustomerPassword>): Promise<ReplyOf<typeof VerifyCustomerPassword>> {
    const customer = await this.customers.standing(customerId);
    return { ok: true, value: { matches: await this.proofs.proves(customer?.password?.verifier, password) } };
  }
}

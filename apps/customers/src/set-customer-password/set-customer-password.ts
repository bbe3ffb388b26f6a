import { Handles } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, SetCustomerPassword } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Customers } from '../aggregates.ts';
import { ContactSeal } from '../contact-seal.ts';
import type { Customer } from '../domain/customer.ts';

type Request = RequestOf<typeof SetCustomerPassword>;

/** Gives a customer another password. Nothing is sealed for one who does not exist. [PWD-17, PWD-21] */
@Controller()
export class SetCustomerPasswordHandler {
  constructor(
    private readonly customers: Customers,
    private readonly seal: ContactSeal,
  ) {}

  @Handles(SetCustomerPassword)
  async handle(request: Request, call: CallContext): Promise<ReplyOf<typeof SetCustomerPassword>> {
    const { authorId, customerId, password: text, chosenByCustomer } = request;
    const prepare = async (customer: Customer) => ({
      type: 'SetCustomerPassword' as const,
      request: { authorId, customerId },
      password: await this.seal.password(customer.customerId, text, chosenByCustomer),
    });
    const execution = await this.customers.decideStanding(customerId, prepare, call);
    if (!execution) return { ok: false, refusal: { code: 'not_found', facts: { what: 'customer' } } };
    return replyTo(execution, () => null);
  }
}

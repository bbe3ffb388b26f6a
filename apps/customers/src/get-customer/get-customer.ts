import { Handles } from '@licet/command-bus';
import { GetCustomer, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { Customers } from '../aggregates.ts';
import { ContactSeal } from '../contact-seal.ts';

/** A customer of the author, in clear. [CU-02] */
@Controller()
export class GetCustomerHandler {
  constructor(
    private readonly customers: Customers,
    private readonly seal: ContactSeal,
  ) {}

  @Handles(GetCustomer)
  async handle(request: RequestOf<typeof GetCustomer>): Promise<ReplyOf<typeof GetCustomer>> {
    const { state } = await this.customers.read(String(request.customerId));
    if (state.kind === 'none' || state.authorId !== request.authorId)
      return { ok: false, refusal: { code: 'not_found', facts: { what: 'customer' } } };
    const { customerId, uuid, authorId, registered } = state;
    return {
      ok: true,
      value: { customerId, uuid, authorId, registered, contact: await this.seal.open(state.contact) },
    };
  }
}

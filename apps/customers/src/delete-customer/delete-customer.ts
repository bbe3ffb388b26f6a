import { Handles } from '@licet/command-bus';
import { type CallContext, DeleteCustomer, type ReplyOf, type RequestOf } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Customers } from '../aggregates.ts';

/** Deletes a customer for good; personal data go as soon as the record has told. No page and no API offers it. [TEST-08, CU-08] */
@Controller()
export class DeleteCustomerHandler {
  constructor(private readonly customers: Customers) {}

  @Handles(DeleteCustomer)
  async handle(request: RequestOf<typeof DeleteCustomer>, call: CallContext): Promise<ReplyOf<typeof DeleteCustomer>> {
    const command = { type: 'DeleteCustomer' as const, request };
    return replyTo(await this.customers.decide(request.customerId, command, call), () => null);
  }
}

import { Handles } from '@licet/command-bus';
import { type CallContext, DeleteCustomer, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Contended } from '@licet/event-store';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Customers } from '../aggregates.ts';
import { CustomerLogins } from '../replicas/customer-logins.ts';

/** How often it is looked anew who was merged into whom. */
const tries = 20;

/** Deletes a customer for good; personal data go as soon as the record has told. No page and no API offers it. [TEST-08, CU-08] */
@Controller()
export class DeleteCustomerHandler {
  constructor(
    private readonly customers: Customers,
    private readonly logins: CustomerLogins,
  ) {}

  @Handles(DeleteCustomer)
  async handle(request: RequestOf<typeof DeleteCustomer>, call: CallContext): Promise<ReplyOf<typeof DeleteCustomer>> {
    for (let attempt = 0; attempt < tries; attempt++) {
      const turn = await this.logins.nextTurn(request.authorId, call);
      const prepared = { turn, hasRetired: await this.logins.hasRetired(request.customerId) };
      const command = { type: 'DeleteCustomer' as const, request, prepared };
      const execution = await this.customers.decide(request.customerId, command, call);
      if (execution.kind !== 'claimed') return replyTo(execution, ({ kind }) => ({ deleted: kind === 'none' }));
    }
    throw new Contended(`customer-${request.customerId}`);
  }
}

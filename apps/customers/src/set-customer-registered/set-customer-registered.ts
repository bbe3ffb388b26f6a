import { Handles } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, SetCustomerRegistered } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Customers } from '../aggregates.ts';

/** Marks a customer as registered or not. [CU-03] */
@Controller()
export class SetCustomerRegisteredHandler {
  constructor(private readonly customers: Customers) {}

  @Handles(SetCustomerRegistered)
  async handle(
    request: RequestOf<typeof SetCustomerRegistered>,
    call: CallContext,
  ): Promise<ReplyOf<typeof SetCustomerRegistered>> {
    const command = { type: 'SetCustomerRegistered' as const, request };
    const execution = await this.customers.decideStanding(request.customerId, () => command, call);
    if (!execution) return { ok: false, refusal: { code: 'not_found', facts: { what: 'customer' } } };
    return replyTo(execution, () => null);
  }
}

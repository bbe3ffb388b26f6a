import { Handles } from '@licet/command-bus';
import { type CallContext, EraseCustomer, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Contended } from '@licet/event-store';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Customers } from '../aggregates.ts';
import { CustomerLogins } from '../replicas/customer-logins.ts';

/** How often it is decided anew because merges are faster. */
const tries = 20;

/** Erases whoever answers for a customer; what that takes away follows from the event. [API-CUS-05] */
@Controller()
export class EraseCustomerHandler {
  constructor(
    private readonly customers: Customers,
    private readonly logins: CustomerLogins,
  ) {}

  @Handles(EraseCustomer)
  async handle(request: RequestOf<typeof EraseCustomer>, call: CallContext): Promise<ReplyOf<typeof EraseCustomer>> {
    const { authorId, expectedVersion: version } = request;
    for (let attempt = 0; attempt < tries; attempt++) {
      const turn = await this.logins.nextTurn(authorId, call);
      const customer = await this.customers.standing(request.customerId);
      if (!customer) return { ok: false, refusal: { code: 'not_found', facts: { what: 'customer' } } };
      const { customerId } = customer;
      const command = {
        type: 'EraseCustomer' as const,
        request: { authorId, customerId },
        prepared: { turn, version },
      };
      const execution = await this.customers.decide(customerId, command, call);
      if (execution.kind === 'refused' && execution.refusal.code === 'version_conflict')
        return { ok: false, refusal: { code: 'version_conflict', facts: { version: execution.version } } };
      if (execution.kind !== 'claimed') return replyTo(execution, () => ({ customerId }));
    }
    throw new Contended(`customer-${request.customerId}`);
  }
}

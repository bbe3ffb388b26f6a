import { Handles } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, RevertMerge } from '@licet/contracts';
import { Contended } from '@licet/event-store';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Customers } from '../aggregates.ts';
import { CustomerLogins } from '../replicas/customer-logins.ts';

/** How often it is decided anew because other merges are faster. */
const tries = 20;

/** Takes a merge back. `licenses` gives back what had moved, from the event that this leaves. [API-CUS-04] */
@Controller()
export class RevertMergeHandler {
  constructor(
    private readonly customers: Customers,
    private readonly logins: CustomerLogins,
  ) {}

  @Handles(RevertMerge)
  async handle(request: RequestOf<typeof RevertMerge>, call: CallContext): Promise<ReplyOf<typeof RevertMerge>> {
    const { authorId, customerId } = request;
    for (let attempt = 0; attempt < tries; attempt++) {
      const turn = await this.logins.nextTurn(authorId, call);
      const erased = ((await this.customers.standing(customerId))?.erasedAt ?? null) !== null;
      const command = { type: 'RevertMerge' as const, request, prepared: { turn, erased } };
      const execution = await this.customers.decide(customerId, command, call);
      if (execution.kind !== 'claimed') return replyTo(execution, () => ({ customerId }));
    }
    throw new Contended(`customer-${customerId}`);
  }
}

import { Handles } from '@licet/command-bus';
import { type CallContext, EnterCredits, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { CreditPools } from '../credit-pools.ts';
import { CreditReasons } from '../credit-reasons.ts';

/** Adds to a balance of a customer, or consumes of it. [API-CUS-07] */
@Controller()
export class EnterCreditsHandler {
  constructor(
    private readonly pools: CreditPools,
    private readonly reasons: CreditReasons,
  ) {}

  @Handles(EnterCredits)
  async handle(request: RequestOf<typeof EnterCredits>, call: CallContext): Promise<ReplyOf<typeof EnterCredits>> {
    const { authorId, customerId, name, amount, reason } = request;
    const sealed = await this.reasons.seal(customerId, reason);
    const movement = { authorId, customerId, name, amount, reason: sealed, use: null };
    const made = await this.pools.enterOnce(movement, call);
    if ('refusal' in made) return { ok: false, refusal: made.refusal };
    const { balance, at } = made.data;
    const entry = { kind: 'entry' as const, name, amount, balance, reason, at, actor: call.actor };
    return { ok: true, value: { entry, balance }, positions: [made.position] };
  }
}

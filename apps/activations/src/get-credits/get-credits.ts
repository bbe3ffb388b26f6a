import { Handles } from '@licet/command-bus';
import { GetCredits, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { CreditPools } from '../credit-pools.ts';
import { totals } from '../domain/credits.ts';

/** What a customer may consume. [API-CUS-07] */
@Controller()
export class GetCreditsHandler {
  constructor(private readonly pools: CreditPools) {}

  @Handles(GetCredits)
  async handle({ authorId, customerId }: RequestOf<typeof GetCredits>): Promise<ReplyOf<typeof GetCredits>> {
    const { credits } = await this.pools.standing(customerId);
    const own = credits.authorId === null || credits.authorId === authorId;
    return { ok: true, value: { balances: own ? totals(credits.shares) : [] } };
  }
}

import { Handles } from '@licet/command-bus';
import { ListCreditEntries, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { CreditPools } from '../credit-pools.ts';
import { amountOf } from '../domain/credits.ts';
import { EntryTable } from '../entry-table.ts';

/** Movements of a balance of a customer, those of merges included. [API-CUS-07, API-VERB-04, API-BAL-04] */
@Controller()
export class ListCreditEntriesHandler {
  constructor(
    private readonly entries: EntryTable,
    private readonly pools: CreditPools,
  ) {}

  @Handles(ListCreditEntries)
  async handle(request: RequestOf<typeof ListCreditEntries>): Promise<ReplyOf<typeof ListCreditEntries>> {
    const { authorId, name, query } = request;
    const { customerId, credits } = await this.pools.standing(request.customerId);
    if (credits.authorId !== authorId || amountOf(credits, name) === undefined)
      return { ok: false, refusal: { code: 'not_found', facts: { what: 'balance' } } };
    return this.entries.page({ authorId, owner: `credits-${customerId}`, name }, query);
  }
}

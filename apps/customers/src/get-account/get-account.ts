import { Handles } from '@licet/command-bus';
import { GetAccount, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { accountDetails } from '../account-details.ts';
import { Authors } from '../aggregates.ts';

/** How an account stands, with all its settings. [API-ACC-01] */
@Controller()
export class GetAccountHandler {
  constructor(private readonly authors: Authors) {}

  @Handles(GetAccount)
  async handle({ authorId }: RequestOf<typeof GetAccount>): Promise<ReplyOf<typeof GetAccount>> {
    const { state } = await this.authors.read(String(authorId));
    if (state.kind === 'none') return { ok: false, refusal: { code: 'not_found', facts: { what: 'author' } } };
    return { ok: true, value: accountDetails(state) };
  }
}

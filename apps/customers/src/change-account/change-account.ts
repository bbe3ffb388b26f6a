import { Handles } from '@licet/command-bus';
import { type CallContext, ChangeAccount, type ReplyOf, type RequestOf } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { accountDetails } from '../account-details.ts';
import { Authors } from '../aggregates.ts';

/** Changes an account or its settings. [API-ACC-01, API-ACC-07] */
@Controller()
export class ChangeAccountHandler {
  constructor(private readonly authors: Authors) {}

  @Handles(ChangeAccount)
  async handle(request: RequestOf<typeof ChangeAccount>, call: CallContext): Promise<ReplyOf<typeof ChangeAccount>> {
    const execution = await this.authors.decide(request.authorId, { type: 'ChangeAccount', request }, call);
    return replyTo(execution, (author) => {
      if (author.kind === 'none') throw new Error('An account that was changed is not there.');
      return accountDetails(author);
    });
  }
}

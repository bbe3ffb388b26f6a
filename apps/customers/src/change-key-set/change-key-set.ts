import { Handles } from '@licet/command-bus';
import { type CallContext, ChangeKeySet, type ReplyOf, type RequestOf } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';

/** Makes or changes a key set. [API-PRD-11] */
@Controller()
export class ChangeKeySetHandler {
  constructor(private readonly authors: Authors) {}

  @Handles(ChangeKeySet)
  async handle(request: RequestOf<typeof ChangeKeySet>, call: CallContext): Promise<ReplyOf<typeof ChangeKeySet>> {
    const execution = await this.authors.decide(request.authorId, { type: 'ChangeKeySet', request }, call);
    return replyTo(execution, () => ({ encryptionKeyId: request.encryptionKeyId }));
  }
}

import { Handles } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, UpdateKey } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import { KeyTeller } from '../key-teller.ts';

/** Changes settings of a key. [API-KEY-02, API-KEY-03] */
@Controller()
export class UpdateKeyHandler {
  constructor(
    private readonly authors: Authors,
    private readonly teller: KeyTeller,
  ) {}

  @Handles(UpdateKey)
  async handle(request: RequestOf<typeof UpdateKey>, call: CallContext): Promise<ReplyOf<typeof UpdateKey>> {
    const command = { type: 'UpdateKey' as const, request };
    const reply = replyTo(await this.authors.decide(request.authorId, command, call), (author) => author);
    if (!reply.ok) return reply;
    return { ...reply, value: await this.teller.tellWhere(reply.value, ({ uuid }) => uuid === request.uuid) };
  }
}

import { Handles } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, RevokeKey } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import { KeyTeller } from '../key-teller.ts';

/** Ends a key for good. [API-KEY-02, API-KEY-07] */
@Controller()
export class RevokeKeyHandler {
  constructor(
    private readonly authors: Authors,
    private readonly teller: KeyTeller,
  ) {}

  @Handles(RevokeKey)
  async handle(request: RequestOf<typeof RevokeKey>, call: CallContext): Promise<ReplyOf<typeof RevokeKey>> {
    const command = { type: 'RevokeKey' as const, request };
    const reply = replyTo(await this.authors.decide(request.authorId, command, call), (author) => author);
    if (!reply.ok) return reply;
    return { ...reply, value: await this.teller.tellWhere(reply.value, ({ uuid }) => uuid === request.uuid) };
  }
}

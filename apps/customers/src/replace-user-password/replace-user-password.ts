import { Handles } from '@licet/command-bus';
import { type CallContext, ReplaceUserPassword, type ReplyOf, type RequestOf } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import { UserTeller } from '../user-teller.ts';

type Request = RequestOf<typeof ReplaceUserPassword>;

/** Gives a user another password; the old one is worth nothing from then on. [AUTH-09, API-USR-02] */
@Controller()
export class ReplaceUserPasswordHandler {
  constructor(
    private readonly authors: Authors,
    private readonly vault: Vault,
    private readonly teller: UserTeller,
  ) {}

  @Handles(ReplaceUserPassword)
  async handle({ password, ...request }: Request, call: CallContext): Promise<ReplyOf<typeof ReplaceUserPassword>> {
    const verifier = await this.vault.passwordVerifier(password);
    const command = { type: 'ReplaceUserPassword' as const, verifier, request };
    const reply = replyTo(await this.authors.decide(request.authorId, command, call), (author) => author);
    return reply.ok ? { ...reply, value: await this.teller.tellWith(reply.value, request.uuid) } : reply;
  }
}

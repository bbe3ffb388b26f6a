import { Handles } from '@licet/command-bus';
import { type CallContext, CreateApiUser, type ReplyOf, type RequestOf } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';

/** Makes a SOLO API user; of the password only its verifier goes on. [AUTH-02, AUTH-09] */
@Controller()
export class CreateApiUserHandler {
  constructor(
    private readonly authors: Authors,
    private readonly vault: Vault,
  ) {}

  @Handles(CreateApiUser)
  async handle(
    { password, ...request }: RequestOf<typeof CreateApiUser>,
    call: CallContext,
  ): Promise<ReplyOf<typeof CreateApiUser>> {
    const verifier = await this.vault.passwordVerifier(password);
    const execution = await this.authors.decide(request.authorId, { type: 'CreateApiUser', verifier, request }, call);
    return replyTo(execution, () => ({ userId: request.userId }));
  }
}

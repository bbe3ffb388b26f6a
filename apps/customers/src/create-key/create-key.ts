import { Handles } from '@licet/command-bus';
import { type CallContext, CreateKey, type ReplyOf, type RequestOf } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import { keyPurpose } from '../key-purpose.ts';

/** Makes an API key of one dialect; of the secret only its verifier goes on. [API-KEY-02] */
@Controller()
export class CreateKeyHandler {
  constructor(
    private readonly authors: Authors,
    private readonly vault: Vault,
  ) {}

  @Handles(CreateKey)
  async handle(
    { secret, ...request }: RequestOf<typeof CreateKey>,
    call: CallContext,
  ): Promise<ReplyOf<typeof CreateKey>> {
    const verifier = this.vault.randomSecretVerifier(keyPurpose(request.dialect), secret);
    const execution = await this.authors.decide(request.authorId, { type: 'CreateKey', verifier, request }, call);
    return replyTo(execution, () => ({ keyId: request.keyId }));
  }
}

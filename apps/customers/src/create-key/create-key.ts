import { Handles } from '@licet/command-bus';
import { type CallContext, CreateKey, type ReplyOf, type RequestOf, newUuid } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import { keyPurpose } from '../key-purpose.ts';
import { KeyTeller } from '../key-teller.ts';

type Request = RequestOf<typeof CreateKey>;

/** Makes an API key of one dialect; of the secret only its verifier goes on. [API-KEY-02] */
@Controller()
export class CreateKeyHandler {
  constructor(
    private readonly authors: Authors,
    private readonly vault: Vault,
    private readonly teller: KeyTeller,
  ) {}

  @Handles(CreateKey)
  async handle({ secret, ...request }: Request, call: CallContext): Promise<ReplyOf<typeof CreateKey>> {
    const verifier = this.vault.randomSecretVerifier(keyPurpose(request.dialect), secret);
    const command = { type: 'CreateKey' as const, verifier, uuid: newUuid(), request };
    const reply = replyTo(await this.authors.decide(request.authorId, command, call), (author) => author);
    if (!reply.ok) return reply;
    return { ...reply, value: await this.teller.tellWhere(reply.value, ({ keyId }) => keyId === request.keyId) };
  }
}

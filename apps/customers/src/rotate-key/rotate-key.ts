import { Handles } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, RotateKey, newUuid } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import { keyWith } from '../domain/key.decide.ts';
import { keyPurpose } from '../key-purpose.ts';
import { KeyTeller } from '../key-teller.ts';

type Request = RequestOf<typeof RotateKey>;

/** Replaces a key by a successor; of its secret only the verifier goes on. [API-KEY-04] */
@Controller()
export class RotateKeyHandler {
  constructor(
    private readonly authors: Authors,
    private readonly vault: Vault,
    private readonly teller: KeyTeller,
  ) {}

  @Handles(RotateKey)
  async handle({ secret, ...request }: Request, call: CallContext): Promise<ReplyOf<typeof RotateKey>> {
    const { state } = await this.authors.read(String(request.authorId));
    const key = state.kind === 'author' ? keyWith(state, request.uuid) : undefined;
    const verifier = this.vault.randomSecretVerifier(keyPurpose(key?.dialect ?? 'native'), secret); // its dialect never changes
    const command = { type: 'RotateKey' as const, verifier, newUuid: newUuid(), request };
    const reply = replyTo(await this.authors.decide(request.authorId, command, call), (author) => author);
    if (!reply.ok) return reply;
    return { ...reply, value: await this.teller.tellWhere(reply.value, ({ keyId }) => keyId === request.keyId) };
  }
}

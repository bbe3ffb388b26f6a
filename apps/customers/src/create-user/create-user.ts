import { Handles } from '@licet/command-bus';
import { type CallContext, CreateUser, type ReplyOf, type RequestOf, defaultUser, newUuid } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import type { AuthorState, RecordedUser } from '../domain/author.ts';
import { UserTeller } from '../user-teller.ts';

type Request = RequestOf<typeof CreateUser>;

/** Makes a person or an API user; of the password only its verifier goes on. [AUTH-02, AUTH-09, API-USR-01] */
@Controller()
export class CreateUserHandler {
  constructor(
    private readonly authors: Authors,
    private readonly vault: Vault,
    private readonly teller: UserTeller,
  ) {}

  @Handles(CreateUser)
  async handle({ password, settings, ...request }: Request, call: CallContext): Promise<ReplyOf<typeof CreateUser>> {
    const [verifier, sealed] = await Promise.all([
      this.vault.passwordVerifier(password),
      this.teller.seal(request.authorId, { ...defaultUser, ...settings }) as Promise<RecordedUser>,
    ]);
    const command = { type: 'CreateUser' as const, verifier, uuid: newUuid(), settings: sealed, request };
    const reply = replyTo(await this.authors.decide(request.authorId, command, call), (author) => author);
    return reply.ok
      ? { ...reply, value: await this.teller.tellWith(reply.value, uuidOf(reply.value, request)) }
      : reply;
  }
}

/** Of the user that was made, also when the command came again and another UUID was made in vain. */
const uuidOf = (author: AuthorState, { login }: Pick<Request, 'login'>): string =>
  author.kind === 'author' ? (author.users.get(login)?.uuid ?? '') : '';

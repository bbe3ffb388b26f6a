import { Handles } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, UpdateUser } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import { userWith } from '../domain/user-of-author.ts';
import { UserTeller } from '../user-teller.ts';

type Request = RequestOf<typeof UpdateUser>;

/** Changes settings or status of a user; the sign-ins of one who is disabled end for good. [API-USR-01, PERM-21] */
@Controller()
export class UpdateUserHandler {
  constructor(
    private readonly authors: Authors,
    private readonly teller: UserTeller,
  ) {}

  @Handles(UpdateUser)
  async handle({ changes, ...request }: Request, call: CallContext): Promise<ReplyOf<typeof UpdateUser>> {
    const { status, ...settings } = await this.#differing(request, changes);
    const sealed = await this.teller.seal(request.authorId, settings);
    const command = {
      type: 'UpdateUser' as const,
      request,
      changes: { ...sealed, ...(status !== undefined && { status }) },
    };
    const reply = replyTo(await this.authors.decide(request.authorId, command, call), (author) => author);
    if (!reply.ok) return reply;
    return { ...reply, value: await this.teller.tellWith(reply.value, request.uuid) };
  }

  /** Without the personal texts that are so already: sealed again they would look like a change. */
  async #differing({ authorId, uuid }: Omit<Request, 'changes'>, changes: Request['changes']) {
    const { state } = await this.authors.peek(String(authorId));
    const user = state.kind === 'author' ? userWith(state, uuid) : undefined;
    if (!user) return changes;
    const { name, email, ...others } = changes;
    const [nameNow, emailNow] = await Promise.all([
      this.teller.open(user.settings.name),
      this.teller.open(user.settings.email),
    ]);
    return {
      ...others,
      ...(name !== undefined && name !== nameNow && { name }),
      ...(email !== undefined && email !== emailNow && { email }),
    };
  }
}

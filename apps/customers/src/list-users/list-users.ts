import { Handles } from '@licet/command-bus';
import { ListUsers, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import { newestFirst } from '../newest-first.ts';
import { UserTeller } from '../user-teller.ts';

/** Users of an account; they are few enough to be read from the account itself. [API-USR-01, API-LIST-01] */
@Controller()
export class ListUsersHandler {
  constructor(
    private readonly authors: Authors,
    private readonly teller: UserTeller,
  ) {}

  @Handles(ListUsers)
  async handle({ authorId, ...page }: RequestOf<typeof ListUsers>): Promise<ReplyOf<typeof ListUsers>> {
    const { state } = await this.authors.read(String(authorId));
    if (state.kind === 'none') return { ok: true, value: { users: [], next: null } };
    const { items, next } = newestFirst(state.users.values(), page);
    return { ok: true, value: { users: await Promise.all(items.map((user) => this.teller.tell(state, user))), next } };
  }
}

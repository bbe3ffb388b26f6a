import { Handles } from '@licet/command-bus';
import { ListUsers, type ReplyOf, type RequestOf, type UserFacts, userList } from '@licet/contracts';
import { type MemoryList, readMemoryList } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import { UserTeller } from '../user-teller.ts';

const users: MemoryList<UserFacts> = {
  declaration: userList,
  id: ({ number }) => number,
  fields: {
    createdAt: ({ createdAt }) => createdAt,
    login: ({ login }) => login,
    kind: ({ kind }) => kind,
    status: ({ status }) => status,
    lastUsedAt: ({ lastUsedAt }) => lastUsedAt,
  },
  texts: ({ name, login, email }) => [name, login, email],
};

/** Users of an account; they are few enough to be read from the account itself. [API-USR-01, API-LIST-01] */
@Controller()
export class ListUsersHandler {
  constructor(
    private readonly authors: Authors,
    private readonly teller: UserTeller,
    private readonly vault: Vault,
  ) {}

  @Handles(ListUsers)
  async handle({ authorId, query }: RequestOf<typeof ListUsers>): Promise<ReplyOf<typeof ListUsers>> {
    const { state } = await this.authors.read(String(authorId));
    const known = state.kind === 'none' ? [] : [...state.users.values()].map((user) => this.teller.tell(state, user));
    return readMemoryList(users, [authorId], await Promise.all(known), query, this.vault);
  }
}

import { Handles } from '@licet/command-bus';
import { GetUser, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import type { User } from '../domain/author.ts';
import { UserTeller } from '../user-teller.ts';

type Request = RequestOf<typeof GetUser>;

/** One user of an account. [API-USR-01] */
@Controller()
export class GetUserHandler {
  constructor(
    private readonly authors: Authors,
    private readonly teller: UserTeller,
  ) {}

  @Handles(GetUser)
  async handle({ authorId, name }: Request): Promise<ReplyOf<typeof GetUser>> {
    const { state } = await this.authors.read(String(authorId));
    const user = state.kind === 'author' ? [...state.users.values()].find(isNamed(name)) : undefined;
    if (state.kind === 'none' || !user) return { ok: false, refusal: { code: 'not_found', facts: { what: 'user' } } };
    return { ok: true, value: await this.teller.tell(state, user) };
  }
}

const isNamed =
  (name: Request['name']) =>
  (user: User): boolean =>
    typeof name === 'string' ? user.uuid === name : user.number === name.number;

import { Handles } from '@licet/command-bus';
import { ListKeys, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import { KeyTeller } from '../key-teller.ts';
import { newestFirst } from '../newest-first.ts';

/** API keys of an account. [API-KEY-02, API-LIST-01] */
@Controller()
export class ListKeysHandler {
  constructor(
    private readonly authors: Authors,
    private readonly teller: KeyTeller,
  ) {}

  @Handles(ListKeys)
  async handle({ authorId, ...page }: RequestOf<typeof ListKeys>): Promise<ReplyOf<typeof ListKeys>> {
    const { state } = await this.authors.read(String(authorId));
    if (state.kind === 'none') return { ok: true, value: { keys: [], next: null } };
    const { items, next } = newestFirst(state.keys.values(), page);
    return { ok: true, value: { keys: await Promise.all(items.map((key) => this.teller.tell(state, key))), next } };
  }
}

import { Handles } from '@licet/command-bus';
import { type KeyFacts, ListKeys, type ReplyOf, type RequestOf, keyList } from '@licet/contracts';
import { type MemoryList, readMemoryList } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import { KeyTeller } from '../key-teller.ts';

const keys: MemoryList<KeyFacts> = {
  declaration: keyList,
  id: ({ number }) => number,
  fields: {
    createdAt: ({ createdAt }) => createdAt,
    name: ({ name }) => name,
    dialect: ({ dialect }) => dialect,
    mode: ({ mode }) => mode,
    status: ({ status }) => status,
    expiresAt: ({ expiresAt }) => expiresAt,
    lastUsedAt: ({ lastUsedAt }) => lastUsedAt,
  },
  texts: ({ name }) => [name],
};

/** API keys of an account. [API-KEY-02, API-LIST-01] */
@Controller()
export class ListKeysHandler {
  constructor(
    private readonly authors: Authors,
    private readonly teller: KeyTeller,
    private readonly vault: Vault,
  ) {}

  @Handles(ListKeys)
  async handle({ authorId, query }: RequestOf<typeof ListKeys>): Promise<ReplyOf<typeof ListKeys>> {
    const { state } = await this.authors.read(String(authorId));
    const known = state.kind === 'none' ? [] : [...state.keys.values()].map((key) => this.teller.tell(state, key));
    return readMemoryList(keys, [authorId], await Promise.all(known), query, this.vault);
  }
}

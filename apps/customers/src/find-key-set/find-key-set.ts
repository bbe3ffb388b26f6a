import { Handles } from '@licet/command-bus';
import { FindKeySet, type ReplyOf, type RequestOf, keyOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Controller } from '@nestjs/common';
import { authorClaims } from '../domain/author.decide.ts';

/** Who has a key set; ids of key sets are unique in the installation. */
@Controller()
export class FindKeySetHandler {
  constructor(private readonly store: EventStore) {}

  @Handles(FindKeySet)
  async handle({ encryptionKeyId }: RequestOf<typeof FindKeySet>): Promise<ReplyOf<typeof FindKeySet>> {
    const author = await this.store.holderOf(authorClaims.keySet(encryptionKeyId));
    if (!author) return { ok: false, refusal: { code: 'not_found', facts: { what: 'keySet' } } };
    return { ok: true, value: { authorId: Number(keyOf(author)) } };
  }
}

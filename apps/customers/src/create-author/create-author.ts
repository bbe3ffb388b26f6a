import { Handles } from '@licet/command-bus';
import { type CallContext, CreateAuthor, type ReplyOf, type RequestOf, objectUuid } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { replyToCreation } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import type { AuthorState } from '../domain/author.ts';

/** Makes a tenant. [UNI-01] */
@Controller()
export class CreateAuthorHandler {
  constructor(
    private readonly store: EventStore,
    private readonly authors: Authors,
  ) {}

  @Handles(CreateAuthor)
  async handle(request: RequestOf<typeof CreateAuthor>, call: CallContext): Promise<ReplyOf<typeof CreateAuthor>> {
    const authorId = await this.store.nextNumber('author');
    const command = { type: 'CreateAuthor' as const, authorId, uuid: objectUuid(authorId), request };
    const execution = await this.authors.decide(authorId, command, call);
    return replyToCreation(this.store, this.authors, execution, call, idsOf);
  }
}

function idsOf(author: AuthorState) {
  if (author.kind === 'none') throw new Error('An author that was created is not there.');
  const { authorId, uuid, dnaClientId, ipVendorId } = author;
  return { authorId, uuid, dnaClientId, ipVendorId };
}

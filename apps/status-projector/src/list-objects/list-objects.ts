import { Handles } from '@licet/command-bus';
import { ListObjects, type ReplyOf, type RequestOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { readSqlList } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { projected } from '../replicas/projected-lists.ts';

/** Which objects a query finds, from the read models. [API-LIST] */
@Controller()
export class ListObjectsHandler {
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  @Handles(ListObjects)
  handle({ authorId, list, query }: RequestOf<typeof ListObjects>): Promise<ReplyOf<typeof ListObjects>> {
    return readSqlList(projected[list], authorId, query, { pool: this.store.pool, vault: this.vault });
  }
}

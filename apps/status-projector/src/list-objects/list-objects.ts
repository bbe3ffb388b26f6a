import { Handles } from '@licet/command-bus';
import { ListObjects, type ReplyOf, type RequestOf } from '@licet/contracts';
import { readSqlList, tookTooLong } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { ListConnections } from '../replicas/list-connections.ts';
import { projected } from '../replicas/projected-lists.ts';

/** Which objects a query finds, from the read models. A search that too many fit for a page in time is refused. [API-LIST] */
@Controller()
export class ListObjectsHandler {
  constructor(
    private readonly connections: ListConnections,
    private readonly vault: Vault,
  ) {}

  @Handles(ListObjects)
  async handle({ authorId, list, query }: RequestOf<typeof ListObjects>): Promise<ReplyOf<typeof ListObjects>> {
    return this.connections.read(authorId, async (pool) => {
      try {
        return await readSqlList(projected[list], authorId, query, { pool, vault: this.vault });
      } catch (error) {
        if (!tookTooLong(error) || query.words.length === 0) throw error;
        return { ok: false, refusal: { code: 'parameter_invalid', facts: { parameter: 'q' } } };
      }
    });
  }
}

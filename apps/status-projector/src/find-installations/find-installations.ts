import { Handles } from '@licet/command-bus';
import { FindInstallations, type ReplyOf, type RequestOf } from '@licet/contracts';
import { readSqlList } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { ListConnections } from '../replicas/list-connections.ts';
import { projected } from '../replicas/projected-lists.ts';

interface Row {
  row_number: number;
  license_id: number;
  installation_id: string;
}

/** Which installations a query finds. Lists go by numbers of rows; outside an installation is named by its license and its own id. [API-INS-18] */
@Controller()
export class FindInstallationsHandler {
  constructor(
    private readonly connections: ListConnections,
    private readonly vault: Vault,
  ) {}

  @Handles(FindInstallations)
  async handle({ authorId, query }: RequestOf<typeof FindInstallations>): Promise<ReplyOf<typeof FindInstallations>> {
    const { connections, vault } = this;
    const page = await connections.read(authorId, (pool) =>
      readSqlList(projected.installation, authorId, query, { pool, vault }),
    );
    if (!page.ok) return page;
    const { rows } = await connections.read(authorId, (pool) => pool.query<Row>(namesOf, [page.value.items]));
    const names = new Map(rows.map((row) => [row.row_number, row]));
    const items = page.value.items.flatMap((number) => {
      const row = names.get(number);
      return row ? [{ licenseId: row.license_id, installationId: row.installation_id }] : [];
    });
    return { ok: true, value: { ...page.value, items } };
  }
}

const namesOf = 'SELECT row_number, license_id, installation_id FROM installation WHERE row_number = ANY($1)';

import { Handles } from '@licet/command-bus';
import { FindInstallations, type ReplyOf, type RequestOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { readSqlList } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
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
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  @Handles(FindInstallations)
  async handle({ authorId, query }: RequestOf<typeof FindInstallations>): Promise<ReplyOf<typeof FindInstallations>> {
    const { pool } = this.store;
    const page = await readSqlList(projected.installation, authorId, query, { pool, vault: this.vault });
    if (!page.ok) return page;
    const { rows } = await pool.query<Row>(namesOf, [page.value.items]);
    const names = new Map(rows.map((row) => [row.row_number, row]));
    const items = page.value.items.flatMap((number) => {
      const row = names.get(number);
      return row ? [{ licenseId: row.license_id, installationId: row.installation_id }] : [];
    });
    return { ok: true, value: { ...page.value, items } };
  }
}

const namesOf = 'SELECT row_number, license_id, installation_id FROM installation WHERE row_number = ANY($1)';

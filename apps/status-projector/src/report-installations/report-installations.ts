import { Handles } from '@licet/command-bus';
import { type ReplyOf, ReportInstallations, type RequestOf, type Sealed } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import type { InstallationRow } from '../domain/activation-history.ts';
import type { LicenseColumns } from '../domain/of-license.ts';
import { parsePageKey } from '../domain/page-key.ts';
import { boundsOf } from '../domain/period.ts';
import { reportPage } from '../replicas/report-page.ts';

type Request = RequestOf<typeof ReportInstallations>;

interface Row
  extends
    LicenseColumns,
    Pick<InstallationRow, 'token' | 'related' | 'name' | 'address' | 'computer_id' | 'product_version'> {
  installation_id: string;
  activated_at: Date;
  last_check_at: Date | null;
  ended_at: Date | null;
}

/** Installations that received an InstallationID, page by page by key; of one license or of all. [IN-02] */
@Controller()
export class ReportInstallationsHandler {
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  @Handles(ReportInstallations)
  async handle(request: Request): Promise<ReplyOf<typeof ReportInstallations>> {
    const { rows } = await this.store.pool.query<Row>(installationsPage(request));
    return { ok: true, value: await reportPage(this.vault, request, rows, reading) };
  }
}

const reading = {
  sealed: ({ token, related, name, address }: Row) => [token, related, name, address],
  key: (row: Row) => [row.activated_at.toISOString(), row.license_id, row.installation_id],
  told: (row: Row, text: (sealed: Sealed | null) => string) => ({
    installationId: text(row.token),
    relatedInstallationId: text(row.related),
    installationName: text(row.name),
    address: text(row.address),
    computerId: row.computer_id,
    version: row.product_version ?? '',
    activatedAt: row.activated_at.toISOString(),
    lastCheckAt: row.last_check_at?.toISOString() ?? null,
    deactivatedAt: row.ended_at?.toISOString() ?? null,
  }),
};

const noUuid = '00000000-0000-0000-0000-000000000000';

/** All licenses and a single one have statements of their own, so that each has its index. */
export function installationsPage({ authorId, licenseId, limit, after, ...period }: Request) {
  const key = parsePageKey<[string, number, string]>(after, ['-infinity', 0, noUuid]);
  const values = [authorId, ...boundsOf(period), ...key, limit];
  return licenseId === null
    ? { name: 'report_installations', text: pageSql(''), values }
    : { name: 'report_installations_of_license', text: pageSql('AND license_id = $8'), values: [...values, licenseId] };
}

const pageSql = (condition: string) => `
  WITH page AS MATERIALIZED (
    SELECT * FROM installation
     WHERE author_id = $1 AND activated_at >= $2 AND activated_at < $3 AND token IS NOT NULL ${condition}
       AND (activated_at, license_id, installation_id) > ($4::timestamptz, $5::int, $6::uuid)
     ORDER BY activated_at, license_id, installation_id LIMIT $7)
  SELECT i.license_id, installation_id, token, related, i.name, i.address, computer_id, product_version,
         activated_at, i.last_check_at, ended_at, l.status, reason, is_test, company
    FROM page i
    LEFT JOIN license l ON l.license_id = i.license_id AND l.author_id = $1
    LEFT JOIN customer c ON c.customer_id = l.customer_id
   ORDER BY activated_at, i.license_id, installation_id`;

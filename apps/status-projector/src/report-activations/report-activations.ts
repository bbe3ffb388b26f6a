import { Handles } from '@licet/command-bus';
import { type ReplyOf, ReportActivations, type RequestOf, type Sealed } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import type { LicenseColumns } from '../domain/of-license.ts';
import { parsePageKey } from '../domain/page-key.ts';
import { boundsOf } from '../domain/period.ts';
import { reportPage } from '../replicas/report-page.ts';

type Request = RequestOf<typeof ReportActivations>;

interface Row extends LicenseColumns {
  at: Date;
  successful: boolean;
  version: number;
  code: string | null;
  repeats: number;
  name: Sealed | null;
  address: Sealed | null;
  token: Sealed | null;
  computer_id: number | null;
  product_version: string | null;
  ended_at: Date | null;
}

/** Every attempt to activate, page by page by key; of one license or of all. [IN-01, RPT-09] */
@Controller()
export class ReportActivationsHandler {
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  @Handles(ReportActivations)
  async handle(request: Request): Promise<ReplyOf<typeof ReportActivations>> {
    const { rows } = await this.store.pool.query<Row>(activationsPage(request));
    return { ok: true, value: await reportPage(this.vault, request, rows, reading) };
  }
}

const reading = {
  sealed: ({ name, address, token }: Row) => [name, address, token],
  key: (row: Row) => [row.at.toISOString(), row.license_id, row.successful, row.version],
  told: (row: Row, text: (sealed: Sealed | null) => string) => ({
    at: row.at.toISOString(),
    successful: row.successful,
    code: row.code,
    repeats: row.repeats,
    installationId: text(row.token),
    installationName: text(row.name),
    address: text(row.address),
    computerId: row.computer_id,
    version: row.product_version ?? '',
    deactivatedAt: row.ended_at?.toISOString() ?? null,
  }),
};

/** All licenses and a single one have statements of their own, so that each has its index. */
export function activationsPage({ authorId, licenseId, limit, after, ...period }: Request) {
  const key = parsePageKey<[string, number, boolean, number]>(after, ['-infinity', 0, false, 0]);
  const values = [authorId, ...boundsOf(period), ...key, limit];
  return licenseId === null
    ? { name: 'report_activations', text: pageSql(''), values }
    : { name: 'report_activations_of_license', text: pageSql('AND license_id = $9'), values: [...values, licenseId] };
}

const pageSql = (condition: string) => `
  WITH page AS MATERIALIZED (
    SELECT * FROM activation_attempt
     WHERE author_id = $1 AND at >= $2 AND at < $3 ${condition}
       AND (at, license_id, successful, version) > ($4::timestamptz, $5::int, $6::bool, $7::int)
     ORDER BY at, license_id, successful, version LIMIT $8)
  SELECT a.license_id, at, successful, a.version, code, repeats, a.name, a.address, token, ended_at,
         coalesce(i.computer_id, a.computer_id) AS computer_id,
         coalesce(i.product_version, a.product_version) AS product_version,
         l.status, reason, is_test, company
    FROM page a
    LEFT JOIN installation i ON i.license_id = a.license_id AND i.installation_id = a.installation_id
    LEFT JOIN license l ON l.license_id = a.license_id AND l.author_id = $1
    LEFT JOIN customer c ON c.customer_id = l.customer_id
   ORDER BY at, a.license_id, successful, a.version`;

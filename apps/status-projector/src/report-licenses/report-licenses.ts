import { Handles } from '@licet/command-bus';
import {
  type InvoiceStatus,
  type ReplyOf,
  type ReportedLicense,
  ReportLicenses,
  type RequestOf,
  type Sealed,
} from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import type { LicenseColumns } from '../domain/of-license.ts';
import { parsePageKey } from '../domain/page-key.ts';
import { boundsOf } from '../domain/period.ts';
import { reportPage } from '../replicas/report-page.ts';

type Request = RequestOf<typeof ReportLicenses>;

interface Row extends LicenseColumns {
  customer_id: number | null;
  distributor_id: number | null;
  product_id: number;
  product_name: string | null;
  option_id: number;
  option_name: string | null;
  entered_at: Date;
  notes: Sealed | null;
  quantity: number;
  unit_price: string;
  invoice_id: number | null;
  invoice_status: InvoiceStatus | null;
}

/** Licenses by the time they were entered, page by page by key. [RPT-08] */
@Controller()
export class ReportLicensesHandler {
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  @Handles(ReportLicenses)
  async handle(request: Request): Promise<ReplyOf<typeof ReportLicenses>> {
    const { rows } = await this.store.pool.query<Row>(licensesPage(request));
    return { ok: true, value: await reportPage(this.vault, request, rows, reading) };
  }
}

const reading = {
  sealed: ({ notes }: Row) => [notes],
  key: (row: Row) => [row.entered_at.toISOString(), row.license_id],
  told: (row: Row, text: (sealed: Sealed | null) => string) => ({
    customerId: row.customer_id,
    distributorId: row.distributor_id,
    productId: row.product_id,
    productName: row.product_name ?? '',
    optionId: row.option_id,
    optionName: row.option_name ?? '',
    enteredAt: row.entered_at.toISOString(),
    notes: text(row.notes),
    quantity: row.quantity,
    unitPrice: row.unit_price,
    invoice: invoiceOf(row),
  }),
};

const invoiceOf = ({ invoice_id: invoiceId, invoice_status: status }: Row): ReportedLicense['invoice'] =>
  invoiceId === null || status === null ? null : { invoiceId, status };

export function licensesPage({ authorId, limit, after, ...period }: Request) {
  const [enteredAt, licenseId] = parsePageKey<[string, number]>(after, ['-infinity', 0]);
  return {
    name: 'report_licenses',
    text: pageSql,
    values: [authorId, ...boundsOf(period), enteredAt, licenseId, limit],
  };
}

const pageSql = `
  WITH page AS MATERIALIZED (
    SELECT * FROM license
     WHERE author_id = $1 AND entered_at >= $2 AND entered_at < $3
       AND (entered_at, license_id) > ($4::timestamptz, $5::int)
     ORDER BY entered_at, license_id LIMIT $6)
  SELECT license_id, l.status, reason, l.is_test, l.customer_id, distributor_id, l.product_id, l.option_id, entered_at,
         quantity, unit_price, company, notes, p.settings ->> 'name' AS product_name, o.settings ->> 'name' AS option_name,
         i.invoice_id, i.status AS invoice_status
    FROM page l
    LEFT JOIN customer c ON c.customer_id = l.customer_id
    LEFT JOIN product p ON p.product_id = l.product_id
    LEFT JOIN product_option o ON o.option_id = l.option_id
    LEFT JOIN license_note n USING (license_id)
    LEFT JOIN invoice i ON i.invoice_id = l.invoice_id AND i.whole
   ORDER BY entered_at, license_id`;

import { Handles } from '@licet/command-bus';
import { type ReplyOf, ReportCatalog, type RequestOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Controller } from '@nestjs/common';
import { parsePageKey, printPageKey } from '../domain/page-key.ts';

type Request = RequestOf<typeof ReportCatalog>;

interface Row {
  product_id: number;
  option_id: number | null;
  product_name: string | null;
  option_name: string;
  status: string;
  version: number;
  created_at: Date;
  updated_at: Date;
}

/** Products or options by number, page by page by key. [RPT-07] */
@Controller()
export class ReportCatalogHandler {
  constructor(private readonly store: EventStore) {}

  @Handles(ReportCatalog)
  async handle(request: Request): Promise<ReplyOf<typeof ReportCatalog>> {
    const { rows } = await this.store.pool.query<Row>(catalogPage(request));
    const last = rows.length < request.limit ? undefined : rows.at(-1);
    const next = last ? printPageKey(last.option_id ?? last.product_id) : null;
    return { ok: true, value: { rows: rows.map(told), next } };
  }
}

const told = (row: Row) => ({
  productId: row.product_id,
  optionId: row.option_id,
  productName: row.product_name ?? '',
  optionName: row.option_name,
  status: row.status,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

export function catalogPage({ authorId, resource, after, limit }: Request) {
  const [number] = parsePageKey<[number]>(after, [0]);
  return { name: `report_${resource}`, text: statements[resource], values: [authorId, number, limit] };
}

const statements = {
  product: `
    SELECT product_id, NULL::int AS option_id, settings ->> 'name' AS product_name, '' AS option_name,
           status, version, created_at, updated_at
      FROM product WHERE author_id = $1 AND product_id > $2 ORDER BY product_id LIMIT $3`,
  option: `
    SELECT o.product_id, option_id, p.settings ->> 'name' AS product_name, o.settings ->> 'name' AS option_name,
           o.status, o.version, o.created_at, o.updated_at
      FROM product_option o LEFT JOIN product p ON p.product_id = o.product_id
     WHERE o.author_id = $1 AND option_id > $2 ORDER BY option_id LIMIT $3`,
};

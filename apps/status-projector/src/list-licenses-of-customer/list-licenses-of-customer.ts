import { Handles } from '@licet/command-bus';
import { ListLicensesOfCustomer, type ReplyOf, type RequestOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Controller } from '@nestjs/common';

interface Row {
  license_id: number;
  product_id: number;
  option_id: number;
  product_name: string | null;
  option_name: string | null;
  solo_status: string;
  expires_at: Date | null;
  serial_number: string | null;
}

/** Licenses of a customer with their status, oldest first. [SC-04] */
@Controller()
export class ListLicensesOfCustomerHandler {
  constructor(private readonly store: EventStore) {}

  @Handles(ListLicensesOfCustomer)
  async handle(request: RequestOf<typeof ListLicensesOfCustomer>): Promise<ReplyOf<typeof ListLicensesOfCustomer>> {
    const { authorId, customerId, after, limit } = request;
    const { rows } = await this.store.pool.query<Row>({
      name: 'licenses_of_customer',
      text: licensesOfCustomer,
      values: [authorId, customerId, after ?? 0, limit + 1],
    });
    const page = rows.slice(0, limit);
    const next = rows.length > limit ? (page.at(-1)?.license_id ?? null) : null;
    return { ok: true, value: { licenses: page.map(licenseOf), next } };
  }
}

const licenseOf = (row: Row) => ({
  licenseId: row.license_id,
  productId: row.product_id,
  productName: row.product_name ?? '',
  optionId: row.option_id,
  optionName: row.option_name ?? '',
  serialNumber: row.serial_number ?? '',
  status: row.solo_status,
  expiresAt: row.expires_at?.toISOString() ?? null,
});

const licensesOfCustomer = `
  SELECT license_id, l.product_id, l.option_id, solo_status, expires_at, serial_number,
         p.settings ->> 'name' AS product_name, o.settings ->> 'name' AS option_name
    FROM license l
    LEFT JOIN product p ON p.product_id = l.product_id
    LEFT JOIN product_option o ON o.option_id = l.option_id
   WHERE l.author_id = $1 AND l.customer_id = $2 AND license_id > $3 AND solo_status IS NOT NULL
   ORDER BY license_id LIMIT $4`;

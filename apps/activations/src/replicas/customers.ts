import { EventStore } from '@licet/event-store';
import { Injectable } from '@nestjs/common';

/** Customers as `customers` has told of them; read when a rule asks. */
@Injectable()
export class CustomerFactTable {
  constructor(private readonly store: EventStore) {}

  /** Whether the customer is registered; undefined when nobody has told of him yet. [CU-03] */
  async isRegistered(customerId: number): Promise<boolean | undefined> {
    const sql = `select fact->'registered' as registered from shared_fact where kind = 'customer' and id = $1`;
    const { rows } = await this.store.pool.query<{ registered: boolean }>({
      name: 'customer_registered',
      text: sql,
      values: [String(customerId)],
    });
    return rows[0]?.registered;
  }
}

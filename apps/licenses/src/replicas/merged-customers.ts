import { EventStore } from '@licet/event-store';
import { Injectable } from '@nestjs/common';

/** Whom retired customers were merged into, as far as `customers` has told. [SL-REG-30] */
@Injectable()
export class MergedCustomers {
  constructor(private readonly store: EventStore) {}

  /** Null for whoever stands for himself again. Returns when it is committed: whoever looks afterwards sees it. */
  async tell(customerId: number, intoId: number | null, turn = 0): Promise<void> {
    await this.store.pool.query(upsertMerge, [customerId, intoId, turn]);
  }

  /** Whoever answers for a customer now: himself, or the end of a chain of merges. */
  async standing(customerId: number): Promise<number> {
    const { rows } = await this.store.pool.query<{ customer_id: number }>({
      name: 'standing_customer',
      text: standingCustomer,
      values: [customerId],
    });
    return rows[0]?.customer_id ?? customerId;
  }

  /** Those of the customers who are retired. */
  async among(customerIds: readonly number[]): Promise<Set<number>> {
    const { rows } = await this.store.pool.query<{ customer_id: number }>({
      name: 'retired_customers',
      text: retiredAmong,
      values: [customerIds],
    });
    return new Set(rows.map((row) => row.customer_id));
  }
}

const upsertMerge = `insert into merged_customer as known (customer_id, into_id, turn) values ($1, $2, $3)
  on conflict (customer_id) do update set into_id = excluded.into_id, turn = excluded.turn where excluded.turn > known.turn`;
const retiredAmong = 'select customer_id from merged_customer where customer_id = any ($1) and into_id is not null';
const standingCustomer = `with recursive chain as (
    select into_id as customer_id, 1 as step from merged_customer where customer_id = $1 and into_id is not null
    union all
    select m.into_id, step + 1 from merged_customer m join chain c on m.customer_id = c.customer_id
      where m.into_id is not null and step < 100
  )
  select customer_id from chain order by step desc limit 1`;

import { ServiceUnavailable } from '@licet/command-bus';
import type { CallContext, CustomerEvent, RecordedEvent } from '@licet/contracts';
import type { EventStore } from '@licet/event-store';
import { Consumer, concerning } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';
import type pg from 'pg';

type Told = RecordedEvent & CustomerEvent;

/** How many customers of one e-mail address are looked at; the oldest first. */
const most = 50;

/** Customers by e-mail address, from this service's own record. */
export class CustomerLogins {
  readonly consumer: Consumer;
  readonly #store: EventStore;

  constructor({ host, store, own }: ServiceResources) {
    this.#store = store;
    this.consumer = new Consumer({
      name: 'customers-logins',
      source: 'customers',
      stream: own,
      pool: store.pool,
      ...concerning(isTold, follow),
      failure: 'halt',
      logger: host.logger,
    });
  }

  /**
   * Numbers of the author's customers with this e-mail address, oldest first, retired ones left out; all that was recorded before the
   * call is taken into account. Throws `ServiceUnavailable` when that is not here in time.
   */
  async withEmail(authorId: number, emailHash: string, { deadline }: CallContext): Promise<number[]> {
    await this.#followed(deadline);
    const { rows } = await this.#store.pool.query<{ customer_id: number }>({
      name: 'customers_with_email',
      text: customersWithEmail,
      values: [authorId, emailHash, most],
    });
    return rows.map((row) => row.customer_id);
  }

  /** The turn of whichever merge or deletion of the author is decided next; all that was recorded before the call is taken into account. */
  async nextTurn(authorId: number, { deadline }: CallContext): Promise<number> {
    await this.#followed(deadline);
    const { rows } = await this.#store.pool.query<{ last: number }>(lastTurn, [authorId]);
    return (rows[0]?.last ?? 0) + 1;
  }

  /** Whether others were merged into the customer, as of the turn asked for before. */
  async hasRetired(customerId: number): Promise<boolean> {
    const { rows } = await this.#store.pool.query(retiredInto, [customerId]);
    return rows.length > 0;
  }

  /** Who was merged into the customer and is not yet parted again; all that was recorded before the call is taken into account. */
  async retired(customerId: number, { deadline }: CallContext): Promise<number[]> {
    await this.#followed(deadline);
    const { rows } = await this.#store.pool.query<{ customer_id: number }>(allRetiredInto, [customerId]);
    return rows.map((row) => row.customer_id);
  }

  /** Throws `ServiceUnavailable` when what was recorded by now is not here in time. */
  async #followed(deadline: number): Promise<void> {
    const heads = (await this.#store.heads()).filter(({ position }) => position > 0);
    const reached = await Promise.all(heads.map((head) => this.consumer.waitApplied(head, deadline)));
    if (!reached.every(Boolean)) throw new ServiceUnavailable('customers', 'its index of customers is behind');
  }
}

export const customersWithEmail = `select customer_id from customer_login
  where author_id = $1 and email_hash = $2 and email_hash <> '' and merged is not true order by customer_id limit $3`;

const lastTurn = 'select last from customer_turn where author_id = $1';
export const retiredInto = 'select from customer_login where merged_into = $1 and merged limit 1';
const allRetiredInto = 'select customer_id from customer_login where merged_into = $1 and merged order by customer_id';

interface Row {
  customer_id: number;
  author_id: number;
  /** Null for what stays as it is. */
  email_hash: string | null;
  registered: boolean | null;
  merged: boolean | null;
  merged_into: number | null;
}

async function follow(events: readonly Told[], tx: pg.ClientBase): Promise<void> {
  const rows = new Map<number, Row>();
  const deleted: number[] = [];
  const turns = new Map<number, number>();
  for (const event of events) {
    if (event.type === 'CustomerDeleted') deleted.push(event.data.customerId);
    const { authorId, turn } = { turn: undefined, ...event.data };
    if (turn !== undefined) turns.set(authorId, Math.max(turn, turns.get(authorId) ?? 0));
    const told = toldBy(event);
    if (!told) continue;
    const { customerId } = event.data;
    const known = rows.get(customerId) ?? {
      ...{
        customer_id: customerId,
        author_id: authorId,
        email_hash: null,
        registered: null,
        merged: null,
        merged_into: null,
      },
    };
    rows.set(customerId, { ...known, ...told });
  }
  if (rows.size > 0) await tx.query(upsert, [JSON.stringify([...rows.values()])]);
  if (turns.size > 0) await tx.query(upsertTurns, [[...turns.keys()], [...turns.values()]]);
  if (deleted.length > 0) await tx.query('delete from customer_login where customer_id = any ($1)', [deleted]);
}

const isTold = (event: RecordedEvent): event is Told =>
  event.type === 'CustomerDeleted' || toldBy(event as Told) !== undefined;

function toldBy({ type, data }: CustomerEvent): Partial<Row> | undefined {
  switch (type) {
    case 'CustomerCreated':
      return { email_hash: data.emailHash ?? '', registered: data.registered };
    case 'CustomerUpdated':
      return { email_hash: data.emailHash ?? '' };
    case 'CustomerRegistered':
      return { registered: data.registered };
    case 'CustomerMerged':
      return { merged: true, merged_into: data.intoId };
    case 'CustomerErased':
      return { email_hash: '' };
    case 'CustomerMergeReverted':
      return { merged: false };
    default:
      return undefined;
  }
}

const upsert = `insert into customer_login as known
  select * from json_populate_recordset(null::customer_login, $1)
  on conflict (customer_id) do update set
    email_hash = coalesce(excluded.email_hash, known.email_hash),
    registered = coalesce(excluded.registered, known.registered),
    merged = coalesce(excluded.merged, known.merged),
    merged_into = coalesce(excluded.merged_into, known.merged_into)`;
const upsertTurns = `insert into customer_turn as known select * from unnest($1::int[], $2::int[])
  on conflict (author_id) do update set last = greatest(known.last, excluded.last)`;

import type { AuthorEvent, CustomerEvent, RecordedEvent } from '@licet/contracts';
import { Consumer } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';

type Followed = RecordedEvent<AuthorEvent> | RecordedEvent<CustomerEvent>;
type Consume = ConstructorParameters<typeof Consumer>[0]['handle'];

/** Keeps the replica tables: decisions depend on them, so nothing is ever skipped. [design 4] */
export const followCustomers = ({ host, store }: ServiceResources): Consumer =>
  new Consumer({
    name: 'licenses.customers',
    source: 'customers',
    stream: host.stream,
    pool: store.pool,
    handle: takeOver,
    failure: 'halt',
    logger: host.logger,
  });

const takeOver: Consume = async (events, tx) => {
  const customers: [number, number][] = [];
  const accounts: [number, string, string][] = [];
  const changed = new Map<number, Changes>();
  for (const event of events as readonly Followed[]) {
    if (event.type === 'CustomerCreated') {
      const { customerId, authorId } = event.data as Data<CustomerEvent, 'CustomerCreated'>;
      customers.push([customerId, authorId]);
    } else if (event.type === 'AuthorCreated') {
      const { authorId, mode, status } = event.data as Data<AuthorEvent, 'AuthorCreated'>;
      accounts.push([authorId, mode, status]);
    } else if (event.type === 'AccountUpdated') {
      const { authorId, changes } = event.data as Data<AuthorEvent, 'AccountUpdated'>;
      changed.set(authorId, { ...changed.get(authorId), ...changes });
    }
  }
  if (customers.length > 0) await tx.query(insertCustomers, columns(customers));
  if (accounts.length > 0) await tx.query(insertAccounts, columns(accounts));
  const updates = [...changed].map(([authorId, { mode = null, status = null }]) => [authorId, mode, status]);
  if (updates.length > 0) await tx.query(updateAccounts, columns(updates));
};

type Changes = Data<AuthorEvent, 'AccountUpdated'>['changes'];

type Data<E extends { type: string; data: unknown }, T extends E['type']> = Extract<E, { type: T }>['data'];

const insertCustomers = `insert into customer_replica (customer_id, author_id)
  select * from unnest($1::int[], $2::int[]) on conflict (customer_id) do update set author_id = excluded.author_id`;

const insertAccounts = `insert into account_replica (author_id, mode, status)
  select * from unnest($1::int[], $2::text[], $3::text[])
  on conflict (author_id) do update set mode = excluded.mode, status = excluded.status`;

/** Null for what stays. */
const updateAccounts = `update account_replica as known
  set mode = coalesce(told.mode, known.mode), status = coalesce(told.status, known.status)
  from unnest($1::int[], $2::text[], $3::text[]) as told (author_id, mode, status)
  where known.author_id = told.author_id`;

/** Rows as one array per column, the form that `unnest` takes. */
const columns = (rows: readonly (readonly unknown[])[]): unknown[][] =>
  (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));

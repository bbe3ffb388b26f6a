import {
  type AuthorEvent,
  type CustomerEvent,
  type RecordedEvent,
  defaultAccountSettings,
  timeOf,
} from '@licet/contracts';
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
  const customers: [number, number, boolean][] = [];
  const distributors = new Map<number, boolean>();
  const deleted: number[] = [];
  const accounts: [number, string, string, string][] = [];
  const changed = new Map<number, Changes>();
  for (const event of events as readonly Followed[]) {
    if (event.type === 'CustomerCreated') {
      const { customerId, authorId, members } = event.data as Data<CustomerEvent, 'CustomerCreated'>;
      customers.push([customerId, authorId, members?.isDistributor ?? false]);
    } else if (event.type === 'CustomerUpdated') {
      const { customerId, members } = event.data as Data<CustomerEvent, 'CustomerUpdated'>;
      if (members?.isDistributor !== undefined) distributors.set(customerId, members.isDistributor);
    } else if (event.type === 'CustomerDeleted') {
      deleted.push((event.data as Data<CustomerEvent, 'CustomerDeleted'>).customerId);
    } else if (event.type === 'AuthorCreated') {
      const { authorId, mode, status, uuid } = event.data as Data<AuthorEvent, 'AuthorCreated'>;
      accounts.push([authorId, mode, status, timeOf(uuid)]);
    } else if (event.type === 'AccountUpdated') {
      const data = event.data as Data<AuthorEvent, 'AccountUpdated'>;
      changed.set(data.authorId, { ...changed.get(data.authorId), ...changesOf(data) });
    }
  }
  if (customers.length > 0) await tx.query(insertCustomers, columns(customers));
  if (distributors.size > 0) await tx.query(updateDistributors, columns([...distributors]));
  if (deleted.length > 0) await tx.query('delete from customer_replica where customer_id = any ($1)', [deleted]);
  if (accounts.length > 0) await tx.query(insertAccounts, columns(accounts));
  const updates = [...changed].map(([authorId, changes]) => ({ author_id: authorId, ...changes }));
  if (updates.length > 0) await tx.query(updateAccounts, [JSON.stringify(updates)]);
};

/** Columns that change; absent for what stays. */
interface Changes {
  mode?: string;
  status?: string;
  shared_url?: boolean;
  monthly_purge?: boolean;
  monthly_purge_zone?: string;
  purge_changed_at?: string;
  update_check_password?: string;
}

function changesOf({ changes, settings, at }: Data<AuthorEvent, 'AccountUpdated'>): Changes {
  const { mode, status, sharedUrl } = changes;
  const { monthlyPurge, monthlyPurgeTimeZone: zone, updateCheckPassword } = settings; // null is back to the default
  const dueAnew = sharedUrl !== undefined || monthlyPurge !== undefined || zone !== undefined;
  return {
    ...(mode !== undefined && { mode }),
    ...(status !== undefined && { status }),
    ...(sharedUrl !== undefined && { shared_url: sharedUrl }),
    ...(monthlyPurge !== undefined && { monthly_purge: monthlyPurge ?? defaultAccountSettings.monthlyPurge }),
    ...(zone !== undefined && { monthly_purge_zone: zone ?? defaultAccountSettings.monthlyPurgeTimeZone }),
    ...(updateCheckPassword !== undefined && {
      update_check_password: updateCheckPassword ?? defaultAccountSettings.updateCheckPassword,
    }),
    ...(dueAnew && { purge_changed_at: at }),
  };
}

type Data<E extends { type: string; data: unknown }, T extends E['type']> = Extract<E, { type: T }>['data'];

const insertCustomers = `insert into customer_replica (customer_id, author_id, is_distributor)
  select * from unnest($1::int[], $2::int[], $3::bool[])
  on conflict (customer_id) do update set author_id = excluded.author_id, is_distributor = excluded.is_distributor`;
const updateDistributors = `update customer_replica as known set is_distributor = told.is_distributor
  from unnest($1::int[], $2::bool[]) as told (customer_id, is_distributor) where known.customer_id = told.customer_id`;

const insertAccounts = `insert into account_replica (author_id, mode, status, created_at)
  select * from unnest($1::int[], $2::text[], $3::text[], $4::timestamptz[])
  on conflict (author_id) do update set mode = excluded.mode, status = excluded.status, created_at = excluded.created_at`;

/** Null for what stays. */
const updateAccounts = `update account_replica as known
  set mode = coalesce(told.mode, known.mode), status = coalesce(told.status, known.status),
    shared_url = coalesce(told.shared_url, known.shared_url), monthly_purge = coalesce(told.monthly_purge, known.monthly_purge),
    monthly_purge_zone = coalesce(told.monthly_purge_zone, known.monthly_purge_zone),
    purge_changed_at = coalesce(told.purge_changed_at, known.purge_changed_at),
    update_check_password = coalesce(told.update_check_password, known.update_check_password)
  from json_populate_recordset(null::account_replica, $1) as told
  where known.author_id = told.author_id`;

/** Rows as one array per column, the form that `unnest` takes. */
const columns = (rows: readonly (readonly unknown[])[]): unknown[][] =>
  (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));

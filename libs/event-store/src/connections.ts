import { present } from './present.ts';
import pg from 'pg';
import { StoreUnavailable } from './errors.ts';

/** A frozen process must not hold a lane: after so long PostgreSQL ends its transaction. Milliseconds. [design 3] */
const timeLimits = { idle_in_transaction_session_timeout: 3_000, transaction_timeout: 5_000 };
/** A frozen server does not break the connection; whoever waits longer gives up. Milliseconds. */
const queryTimeout = 6_000;

/** Read models write larger transactions, which hold no lane. Milliseconds. */
const poolTimeLimits = { ...timeLimits, transaction_timeout: 60_000 };

const optionsOf = (settings: Record<string, number>): string =>
  Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');

/** Opens a connection of a group committer. */
export async function connectForAppends(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString,
    options: optionsOf(timeLimits),
    query_timeout: queryTimeout,
    connectionTimeoutMillis: 3_000,
    keepAlive: true,
    application_name: 'licet append',
  });
  client.on('error', () => undefined); // told by the query that fails next
  await client.connect();
  return client;
}

/** Connections for reading the record and for the read models of the same database. */
export function createPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    options: optionsOf(poolTimeLimits),
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'licet',
  });
  pool.on('error', () => undefined); // an idle connection was lost; the pool opens another one
  // One that is lent out and lost between two statements: told by the statement that fails next.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

const oldestVersion = 170_000;

/** Refuses servers without `transaction_timeout`; answers the difference of the clocks in milliseconds, database minus own. */
export async function checkServer(connectionString: string): Promise<{ clockDifference: number }> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000, query_timeout: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new StoreUnavailable('PostgreSQL cannot be reached', { cause: error });
  }
  try {
    const { rows } = await client.query<{ version: number; name: string }>(
      `select current_setting('server_version_num')::int as version, current_setting('server_version') as name`,
    );
    if (present(rows[0]).version < oldestVersion)
      throw new Error(`PostgreSQL 17 or newer is needed, this is ${present(rows[0]).name}`);
    return { clockDifference: await clockDifference(client) };
  } finally {
    await client.end();
  }
}

/** Database minus own clock, in milliseconds, taken in the middle of the round trip. */
export async function clockDifference(client: pg.ClientBase | pg.Pool): Promise<number> {
  const before = Date.now();
  const { rows } = await client.query<{ now: number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now',
  );
  return present(rows[0]).now - (before + Date.now()) / 2;
}

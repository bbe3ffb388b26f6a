import pg from 'pg';

/**
 * A few connections for statements that a caller can make long: none lasts longer than so many milliseconds, and all of them together hold up
 * nobody who reads by other connections. Whoever opens them ends them.
 */
export function shortReads(
  connectionString: string,
  { connections, milliseconds }: { connections: number; milliseconds: number },
): pg.Pool {
  const pool = new pg.Pool({
    ...{ connectionString, max: connections, connectionTimeoutMillis: 5_000, keepAlive: true },
    options: `-c statement_timeout=${milliseconds} -c default_transaction_read_only=on`,
    application_name: 'licet short reads',
  });
  pool.on('error', () => undefined); // an idle connection was lost; the pool opens another one
  pool.on('connect', (client) => client.on('error', () => undefined)); // told by the statement that fails next
  return pool;
}

/** Whether a statement was ended because it lasted too long. */
export const tookTooLong = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '57014';

import pg from 'pg';

const duplicateDatabase = '42P04';

/** Creates a database if it is missing and returns its address. `adminUrl` names any database of the same server. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // told by the statement that fails next
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (!rowCount) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`).catch(unlessMadeMeanwhile);
  } finally {
    await client.end();
  }
  return databaseUrl(adminUrl, name);
}

/** The same server, another database. Query parameters, such as the folder of the socket, stay. */
export const databaseUrl = (url: string, name: string): string =>
  url.replace(/^(\w+:\/\/[^/]*)\/[^?]*/, `$1/${encodeURIComponent(name)}`);

function unlessMadeMeanwhile(error: unknown): void {
  if ((error as pg.DatabaseError).code !== duplicateDatabase) throw error;
}

import { randomUUID } from 'node:crypto';
import { databaseUrl } from '@licet/embedded-postgres';
import pg from 'pg';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** An empty database of the server that jest's global set-up started, for one suite alone. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await execute(`CREATE DATABASE ${name} STRATEGY wal_log`);
  return {
    url: databaseUrl(serverUrl(), name),
    drop: () => drop(name),
  };
}

/** The server lets connections that are closing go on their own for five seconds; only those left open are cut. */
async function drop(name: string): Promise<void> {
  const inUse = '55006';
  try {
    await execute(`DROP DATABASE IF EXISTS ${name}`);
  } catch (error) {
    if ((error as pg.DatabaseError).code !== inUse) throw error;
    await execute(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}

/** Address of the run's server, for suites that need the server itself. */
export function serverUrl(): string {
  const url = process.env.LICET_TEST_DATABASE_URL;
  if (!url) throw new Error('LICET_TEST_DATABASE_URL is unset: run this suite through `npm test`.');
  return url;
}

async function execute(sql: string): Promise<void> {
  const client = new pg.Client(serverUrl());
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

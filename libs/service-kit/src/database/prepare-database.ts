import type { MigrationClass } from '@licet/event-store';
import type { Service } from '@licet/contracts';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { StartError } from '../lifecycle/start-error.ts';

/** Any number, the same in all versions of the program: whoever holds it migrates. */
const migrationLock = 7_140_812_551;
const unknownDatabase = '3D000';
/** Somebody else creates it at this moment: PostgreSQL notices sooner or later. */
const alreadyThere = ['42P04', '23505'];

/** Name of a service's database where one server holds them all: `licet_status_projector`. */
export const databaseNameOf = (service: Service): string => `licet_${service.replaceAll('-', '_')}`;

/**
 * Creates the database when it is missing and brings it up to date, one set of migrations after the other. Several pods may do so at
 * once: an advisory lock lets one through at a time. Throws `StartError` when the database cannot be reached.
 */
export async function prepareDatabase(
  service: Service,
  url: string,
  sets: readonly (readonly MigrationClass[])[],
): Promise<void> {
  const client = await connectOrCreate(service, url);
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    for (const migrations of sets) if (migrations.length) await migrate(url, migrations);
  } finally {
    await client.end();
  }
}

async function migrate(url: string, migrations: readonly MigrationClass[]): Promise<void> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    migrations: [...migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    poolSize: 1,
  });
  await dataSource.initialize();
  try {
    await dataSource.runMigrations();
  } finally {
    await dataSource.destroy();
  }
}

async function connectOrCreate(service: Service, url: string): Promise<pg.Client> {
  try {
    return await connect(url);
  } catch (error) {
    if (codeOf(error) !== unknownDatabase) throw unreachable(service, url, error);
  }
  try {
    await createDatabase(url);
    return await connect(url);
  } catch (error) {
    throw unreachable(service, url, error);
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  // The statement under way fails too, and says so; without a listener the process would end.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function createDatabase(url: string): Promise<void> {
  // Not as a URL: the address of a Unix socket has no host, which `URL` does not read.
  const client = await connect(url.replace(/^(\w+:\/\/[^/]*)(\/[^?]*)?/, '$1/postgres'));
  try {
    await client.query(`create database ${client.escapeIdentifier(placeOf(url).database)}`);
  } catch (error) {
    if (!alreadyThere.includes(codeOf(error) ?? '')) throw error;
  } finally {
    await client.end();
  }
}

function unreachable(service: Service, url: string, cause: unknown): StartError {
  const { host, port, database } = placeOf(url);
  const reason = (cause as Error).message || (codeOf(cause) ?? 'no answer');
  return new StartError(
    `The database ${database} of ${service} at ${host}:${port} cannot be used: ${reason}. Is PostgreSQL running, and is LICET_DATABASE_URL right?`,
    { cause },
  );
}

/** What of an address may be shown. */
function placeOf(url: string): { host: string; port: number; database: string } {
  const { host, port, database = '' } = new pg.Client({ connectionString: url });
  return { host, port, database };
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

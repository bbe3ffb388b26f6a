import type { MigrationClass } from '@licet/event-store';
import type { Service } from '@licet/contracts';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { StartError } from '../lifecycle/start-error.ts';

/** Any number, the same in all versions of the program: whoever holds it migrates. */
const migrationLock = 7_140_812_551;
const unknownDatabase = '3D000';
const duplicateDatabase = '42P04';

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
  await client.connect();
  return client;
}

async function createDatabase(url: string): Promise<void> {
  const admin = new URL(url);
  const name = decodeURIComponent(admin.pathname.slice(1));
  admin.pathname = '/postgres';
  const client = await connect(admin.href);
  try {
    await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    if (codeOf(error) !== duplicateDatabase) throw error;
  } finally {
    await client.end();
  }
}

function unreachable(service: Service, url: string, cause: unknown): StartError {
  const reason = (cause as Error).message || (codeOf(cause) ?? 'no answer');
  return new StartError(
    `The database of ${service} at ${withoutPassword(url)} cannot be used: ${reason}. Is PostgreSQL running, and is LICET_DATABASE_URL right?`,
    { cause },
  );
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return '(unreadable address)';
  const shown = new URL(url);
  shown.password = '';
  return shown.href;
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

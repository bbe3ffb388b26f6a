import { DataSource } from 'typeorm';
import { eventStoreMigrations, type MigrationClass } from '../migrations.ts';

/** Runs migrations on a database, those of the record unless told. */
export async function migrate(url: string, migrations: MigrationClass[] = eventStoreMigrations): Promise<void> {
  const source = new DataSource({ type: 'postgres', url, migrations });
  await source.initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
}

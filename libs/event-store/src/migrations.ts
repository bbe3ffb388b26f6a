import { readdirSync, readFileSync } from 'node:fs';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export type MigrationClass = new () => MigrationInterface;

/** TypeORM orders by the last 13 digits of the name; the number of the file takes their place. */
const epoch = 1_000_000_000_000;

/**
 * Migrations from numbered files (`0001_event_store.sql`), for TypeORM's runner. Files are never edited after release; there is no way
 * down. `prefix` names the library or service and keeps the names of several apart in one database. Throws where two bear one number: their
 * order would be chance.
 */
export function sqlMigrations(directory: URL, prefix: string): MigrationClass[] {
  const base = directory.href.endsWith('/') ? directory : new URL(`${directory.href}/`);
  const files = readdirSync(base)
    .filter((file) => /^\d{4}_.*\.sql$/.test(file))
    .sort();
  files.forEach((file, i) => {
    if (numberOf(file) === numberOf(files[i - 1] ?? ''))
      throw new Error(`${files[i - 1]} and ${file} bear the same number.`);
  });
  return files.map((file) =>
    sqlMigration(new URL(file, base), `${prefix}_${file.slice(5, -4)}${epoch + Number(numberOf(file))}`),
  );
}

const numberOf = (file: string): string => file.slice(0, 4);

function sqlMigration(file: URL, name: string): MigrationClass {
  return class implements MigrationInterface {
    name = name;

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(readFileSync(file, 'utf8'));
    }

    down(): Promise<void> {
      return Promise.reject(new Error(`${name} has no way back`));
    }
  };
}

/** The tables of the record. Every service runs them first. */
export const eventStoreMigrations: MigrationClass[] = sqlMigrations(new URL('../sql/', import.meta.url), 'event_store');

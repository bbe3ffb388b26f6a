import { type EmbeddedPostgres, startPostgres } from '@licet/embedded-postgres';
import { type RunningPlatform, runPlatform } from '@licet/testing';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Product, productOf } from './product.suite.ts';

/** The product over a PostgreSQL that is not its own, so that a test can stop that, or look into it. */
export class OverOwnDatabase {
  #database: EmbeddedPostgres;

  private constructor(
    private readonly dataDir: string,
    database: EmbeddedPostgres,
    readonly running: RunningPlatform,
    readonly product: Product,
  ) {
    this.#database = database;
  }

  static async start(): Promise<OverOwnDatabase> {
    const dataDir = openFolder();
    const database = await startIn(dataDir);
    const running = await runPlatform('platform', { LICET_DATABASE_URL: database.url });
    return new OverOwnDatabase(dataDir, database, running, productOf(running));
  }

  urlOf(database: string): string {
    return this.#database.urlOf(database);
  }

  stopDatabase(): Promise<void> {
    return this.#database.stop();
  }

  async startDatabase(): Promise<void> {
    this.#database = await startIn(this.dataDir);
  }

  async destroy(): Promise<void> {
    await this.running.destroy();
    await this.#database.destroy();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

const startIn = (dataDir: string) => startPostgres({ dataDir: join(dataDir, 'postgres') });

/** A folder that PostgreSQL may reach as another user. */
export function openFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'licet-database-'));
  chmodSync(path, 0o711);
  return path;
}

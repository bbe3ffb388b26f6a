import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LicetConfig } from '@licet/service-kit';

/**
 * Address of the product's database server: the configured one, or that of the embedded server, which runs while the product does. Throws
 * when it does not.
 */
export function productDatabase({ databaseUrl, dataDir }: Pick<LicetConfig, 'databaseUrl' | 'dataDir'>): string {
  if (databaseUrl) return databaseUrl;
  return `postgresql://postgres@/postgres?host=${encodeURIComponent(socketFolder(dataDir))}`;
}

/** Folder of the embedded server's socket, from the server's own pid file. */
export function socketFolder(dataDir: string): string {
  const file = join(dataDir, 'postgres', 'data', 'postmaster.pid');
  const folder = existsSync(file) ? readFileSync(file, 'utf8').split('\n')[4] : undefined;
  if (!folder) throw new Error(`The product must be running: there is no ${file}.`);
  return folder;
}

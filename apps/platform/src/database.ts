import type { Service } from '@licet/contracts';
import { type EmbeddedPostgres, ensureDatabase, startPostgres } from '@licet/embedded-postgres';
import { type LicetConfig, type Logger, StartError, databaseNameOf } from '@licet/service-kit';
import { join } from 'node:path';

/** Starts the embedded server in the data folder. Throws `StartError` with one clear line, as when another process runs it. */
export async function startEmbedded({ dataDir }: LicetConfig, logger?: Logger): Promise<EmbeddedPostgres> {
  try {
    return await startPostgres({ dataDir: join(dataDir, 'postgres'), ...(logger && { logger }) });
  } catch (error) {
    throw new StartError(`The embedded PostgreSQL cannot be started: ${reasonOf(error)}`, { cause: error });
  }
}

/** Address of a service's database on a server, made there when it is missing. Throws `StartError` when the server cannot be used. */
export async function databaseOf(service: Service, serverUrl: string): Promise<string> {
  try {
    return await ensureDatabase(serverUrl, databaseNameOf(service));
  } catch (error) {
    throw new StartError(
      `PostgreSQL cannot be used: ${reasonOf(error)}. Is it running, and is LICET_DATABASE_URL right?`,
      { cause: error },
    );
  }
}

/** First line of what an error says; one of several addresses that were tried says nothing itself. */
function reasonOf(error: unknown): string {
  const told = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  return (told instanceof Error ? told.message : String(told)).split('\n', 1)[0] ?? '';
}

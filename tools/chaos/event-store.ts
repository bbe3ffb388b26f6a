import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureDatabase, startPostgres } from '@licet/embedded-postgres';
import { killRounds, type KillReport } from '../../libs/event-store/src/testing/kill-rounds.ts';
import { migrate } from '../../libs/event-store/src/testing/migrate.ts';

/** Kills writers and PostgreSQL under load so many times, on a cluster of its own with fsync on. [design 1.1] */
export async function eventStoreChaos(rounds: number, report: (line: string) => void): Promise<KillReport> {
  const server = await startPostgres({ dataDir: mkdtempSync(path.join(tmpdir(), 'licet-kill-')) });
  try {
    const url = await ensureDatabase(server.url, 'chaos');
    await migrate(url);
    return await killRounds({ url, serverPid: () => server.pid, rounds, report });
  } finally {
    await server.destroy();
  }
}

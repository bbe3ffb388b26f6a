import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureDatabase, startPostgres, type EmbeddedPostgres } from '@licet/embedded-postgres';
import { killRounds } from './testing/kill-rounds.ts';
import { migrate } from './testing/migrate.ts';

let server: EmbeddedPostgres;
beforeAll(async () => {
  server = await startPostgres({ dataDir: mkdtempSync(path.join(tmpdir(), 'licet-kill-')) });
}, 60_000);
afterAll(() => server.destroy());

describe('kill -9 of writers and of PostgreSQL under load', () => {
  it('loses no acknowledged append, doubles none, and leaves no outcome that receipts do not resolve [design 1.1]', async () => {
    const url = await ensureDatabase(server.url, 'chaos');
    await migrate(url);
    const report = await killRounds({ url, serverPid: () => server.pid, rounds: 2 });
    expect(report.wrong).toEqual([]);
    expect(report.acknowledged).toBeGreaterThan(500);
  }, 120_000);
});

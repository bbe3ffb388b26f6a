// One throw-away PostgreSQL per jest run. Jest imports global set-ups natively, hence the loader.
import '../../../tools/typescript.mjs';
import { mkdtempSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default async function setup() {
  const { offerKafka } = await import('./kafka/shared-kafka.ts');
  const { startPostgres } = await import('@licet/embedded-postgres');
  const folder = mkdtempSync(join(tmpdir(), 'licet-test-'));
  chmodSync(folder, 0o711); // the server may run as another user
  const postgres = await startPostgres({
    dataDir: join(folder, 'postgres'),
    settings: ['fsync=off', 'max_connections=200'],
  });
  process.env.LICET_TEST_DATABASE_URL = postgres.url;
  process.env.LICET_TEST_FOLDER = folder;
  globalThis.licetTestRun = { folder, postgres, endKafka: await offerKafka(folder) };
}

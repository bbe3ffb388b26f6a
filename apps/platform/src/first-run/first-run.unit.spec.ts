import { LocalBus } from '@licet/command-bus';
import { ConfigError } from '@licet/service-kit';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstRunFile } from './first-run-file.ts';
import { firstRun } from './first-run.ts';

describe('what the first start has left', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'licet-first-run-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const start = (baseUrl: string) => firstRun({ bus: new LocalBus(), dataDir, baseUrl, apiUrl: baseUrl });

  it('names the platform by its address of today', async () => {
    await writeFile(firstRunFile(dataDir), JSON.stringify({ baseUrl: 'http://old', apiKey: 'kept' }));
    expect(await start('http://new')).toEqual({ baseUrl: 'http://new', apiKey: 'kept' });
    expect(JSON.parse(await readFile(firstRunFile(dataDir), 'utf8'))).toEqual({
      baseUrl: 'http://new',
      apiKey: 'kept',
    });
  });

  it('stops a start with the way out when it is damaged, and quotes no secret of it', async () => {
    await writeFile(firstRunFile(dataDir), '{"apiKey":lk_live_secret');
    const failure = await start('http://new').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect((failure as Error).message).toContain('first-run.json is damaged: restore it, or move it away');
    expect((failure as Error).message).not.toContain('lk_');
  });
});

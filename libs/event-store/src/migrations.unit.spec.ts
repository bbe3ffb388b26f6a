import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sqlMigrations } from './migrations.ts';

describe('migrations from files', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'licet-migrations-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const given = async (...files: string[]) => {
    for (const file of files) await writeFile(join(folder, file), 'select 1');
    return sqlMigrations(pathToFileURL(folder), 'shop').map((Migration) => new Migration().name);
  };

  it('run in the order of their numbers', async () => {
    expect(await given('0010_more.sql', '0002_next.sql', '0001_first.sql', 'README.md')).toEqual([
      'shop_first1000000000001',
      'shop_next1000000000002',
      'shop_more1000000000010',
    ]);
  });

  it('do not run at all when two bear one number, whose order would be chance', async () => {
    await expect(given('0001_first.sql', '0001_also.sql')).rejects.toThrow(
      '0001_also.sql and 0001_first.sql bear the same number.',
    );
  });
});

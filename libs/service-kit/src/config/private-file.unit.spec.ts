import { jest } from '@jest/globals';
import { readlinkSync } from 'node:fs';
import { type FileHandle, mkdtemp, open, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePrivately } from './private-file.ts';

describe('a private file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'licet-private-'));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  it('is replaced as a whole, for its owner only', async () => {
    const file = join(folder, 'secret');
    await writePrivately(file, 'old');
    await writePrivately(file, 'new');
    expect([await readFile(file, 'utf8'), await readdir(folder)]).toEqual(['new', ['secret']]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('is on the disk before its name is, and its name before anybody is told', async () => {
    const handle = await open(folder);
    const methods = Object.getPrototypeOf(handle) as FileHandle;
    await handle.close();
    const flushed: string[] = [];
    jest.spyOn(methods, 'sync').mockImplementation(function (this: FileHandle) {
      flushed.push(readlinkSync(`/proc/self/fd/${this.fd}`));
      return this.datasync();
    });
    await writePrivately(join(folder, 'secret'), 'new');
    expect(flushed).toEqual([join(folder, 'secret.new'), folder]);
  });
});

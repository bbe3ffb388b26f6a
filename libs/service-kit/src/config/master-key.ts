import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { ConfigError } from './config-error.ts';
import type { LicetConfig } from './load-config.ts';
import { flushFolder } from './private-file.ts';

/**
 * The configured master key, or the one kept in the data folder, made there on first use (mode 0600). Warns when the database lives
 * elsewhere: its sealed values would be lost with the folder.
 */
export async function masterKeyOf(config: LicetConfig, logger: Logger): Promise<Buffer> {
  if (config.masterKey) return config.masterKey;
  const file = join(config.dataDir, 'master-key');
  if (config.databaseUrl) {
    logger.warn(
      { file },
      'The master key is kept in the data folder while the database is elsewhere: keep it safe or set LICET_MASTER_KEY.',
    );
  }
  const key = Buffer.from(await keptKey(config.dataDir, file), 'base64');
  if (key.length !== 32)
    throw new ConfigError(
      `${file} does not hold 32 bytes in base64: restore it from a backup, or set LICET_MASTER_KEY.`,
    );
  return key;
}

async function keptKey(dataDir: string, file: string): Promise<string> {
  try {
    return (await readKey(file)) ?? (await makeKey(dataDir, file));
  } catch (error) {
    const reason = (error as Error).message;
    throw new ConfigError(
      `LICET_DATA_DIR is ${JSON.stringify(dataDir)}, but must be a folder that can be written: ${reason}.`,
      { cause: error },
    );
  }
}

/**
 * Written aside and linked, so that two processes that start at once agree on one key and none reads half of it. On the disk, its name too,
 * before anything is sealed with it.
 */
async function makeKey(dataDir: string, file: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    await link(draft, file);
    await flushFolder(dataDir);
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(file, 'utf8');
}

async function readKey(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

const isErrno = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code;

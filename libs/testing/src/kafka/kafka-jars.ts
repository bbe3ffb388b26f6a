import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const pom = fileURLToPath(new URL('./pom.xml', import.meta.url));

/** Folder of the broker's jars: `KAFKA_LIB`, or a cache folder named after the pom. May not be there yet. */
export function kafkaLib(): string {
  const hash = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 16);
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return process.env.KAFKA_LIB ?? join(cache, 'licet', `kafka-${hash}`);
}

/** Fetches the jars by Maven if they are not there yet. Two that do so at once agree on the one that is ready first. */
export async function fetchKafkaJars(): Promise<string> {
  const lib = kafkaLib();
  if (existsSync(lib)) return lib;
  const draft = `${lib}.${randomUUID()}`;
  mkdirSync(draft, { recursive: true });
  try {
    const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${draft}`];
    await promisify(execFile)('mvn', ['-B', '-q', '-f', pom, ...goal]);
    if (!existsSync(lib)) renameSync(draft, lib);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return lib;
}

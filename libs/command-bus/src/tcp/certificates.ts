import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { TlsFiles } from './tls-files.ts';

/** A leaf is renewed when it has less than this left. Milliseconds. */
const renewBefore = 30 * 24 * 3600_000;
/** How long another process may take to make certificates. Milliseconds. */
const lockPatience = 10_000;
const alwaysNamed = ['localhost', '127.0.0.1', '::1'];

/**
 * Certificates of calls between services: an own authority and one leaf for localhost and the named services, made on first run in files
 * of mode 0600 (`ca.crt`, `ca.key`, `tls.crt`, `tls.key`), the leaf renewed at start when it is about to expire or lacks a name. A folder
 * without `ca.key`, as an operator provides it, is only read.
 */
export async function ensureCertificates(directory: string, names: string[]): Promise<TlsFiles> {
  const ready = await readFiles(directory);
  if (ready && isUsable(ready, names)) return ready;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return alone(join(directory, 'lock'), () => makeOrRenew(directory, names));
}

async function makeOrRenew(directory: string, names: string[]): Promise<TlsFiles> {
  const found = await readFiles(directory);
  if (found && isUsable(found, names)) return found;
  const authorityKey = await readIfThere(join(directory, 'ca.key'));
  if (found && !authorityKey) {
    throw new Error(
      `The certificate in ${directory} is expired, foreign or lacks one of ${names.join(', ')}: provide a new one.`,
    );
  }
  return issue(directory, found?.ca, authorityKey, [
    ...new Set([...(found ? namesOf(found.cert) : []), ...alwaysNamed, ...names]),
  ]);
}

/** Key, then certificate: whoever reads in between finds a pair that does not fit, and waits for the lock. */
async function issue(
  directory: string,
  ca: string | undefined,
  authorityKey: string | undefined,
  names: string[],
): Promise<TlsFiles> {
  // Loaded here, because a process whose certificates are in order never needs it.
  const { issueLeaf, makeAuthority } = await import('./issue-certificates.ts');
  const authority = ca && authorityKey ? { cert: ca, key: authorityKey } : await makeAuthority();
  if (authority.cert !== ca) {
    await writePrivately(join(directory, 'ca.key'), authority.key);
    await writePrivately(join(directory, 'ca.crt'), authority.cert);
  }
  const leaf = await issueLeaf(authority, names);
  await writePrivately(join(directory, 'tls.key'), leaf.key);
  await writePrivately(join(directory, 'tls.crt'), leaf.cert);
  return { ca: authority.cert, ...leaf };
}

/** One process at a time: several start at once. The lock of one that died is broken after a while. */
async function alone<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const breakAt = Date.now() + lockPatience;
  while (!(await takeLock(lock))) {
    if (Date.now() > breakAt) await rm(lock, { recursive: true, force: true });
    await delay(20);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

const takeLock = (lock: string): Promise<boolean> =>
  mkdir(lock).then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    },
  );

function isUsable({ ca, cert, key }: TlsFiles, names: string[]): boolean {
  try {
    const leaf = new X509Certificate(cert);
    const named = namesOf(cert);
    return (
      Date.parse(leaf.validTo) - Date.now() > renewBefore &&
      leaf.checkPrivateKey(createPrivateKey(key)) &&
      leaf.verify(publicKeyOf(ca)) &&
      names.every((name) => named.includes(name))
    );
  } catch {
    return false;
  }
}

const publicKeyOf = (cert: string): KeyObject => new X509Certificate(cert).publicKey;

const namesOf = (cert: string): string[] =>
  (new X509Certificate(cert).subjectAltName ?? '').split(', ').map((name) => name.replace(/^(DNS|IP Address):/, ''));

async function readFiles(directory: string): Promise<TlsFiles | undefined> {
  const [ca, cert, key] = await Promise.all(
    ['ca.crt', 'tls.crt', 'tls.key'].map((name) => readIfThere(join(directory, name))),
  );
  return ca && cert && key ? { ca, cert, key } : undefined;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writePrivately(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text, { mode: 0o600, flush: true });
  await rename(draft, file);
}

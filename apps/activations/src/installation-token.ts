import { randomFillSync } from 'node:crypto';

const alphabet = '0123456789abcdefghijklmnopqrstuv';
const length = 26;
/** Asking the generator costs as much for many bytes as for few. */
const pool = Buffer.alloc(length * 128);
let used = pool.length;

/** Purpose of the hash by which an InstallationID is found. */
export const tokenPurpose = 'installation-token';

/** SOLO's InstallationID: names its license, then 130 random bits. [SA-ACT-35, FMT-22] */
export function newInstallationToken(licenseId: number): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let token = `${licenseId.toString(32)}-`;
  for (const end = used + length; used < end; used++) {
    token += alphabet.charAt((pool[used] ?? 0) % alphabet.length);
    pool[used] = 0; // what was given away is not kept
  }
  return token;
}

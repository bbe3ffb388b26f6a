import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghijklmnopqrstuv';
const length = 26;

/** Purpose of the hash by which an InstallationID is found. */
export const tokenPurpose = 'installation-token';

/** SOLO's InstallationID: names its license, then 130 random bits. [SA-ACT-35, FMT-22] */
export function newInstallationToken(licenseId: number): string {
  const random = Array.from(randomBytes(length), (byte) => alphabet[byte & 31]).join('');
  return `${licenseId.toString(32)}-${random}`;
}

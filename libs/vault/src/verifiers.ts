import { createHash } from 'node:crypto';
import { sameText } from './constant-time.ts';
import { VaultError } from './errors.ts';
import type { MasterKey } from './master-key.ts';
import { matchesScrypt } from './scrypt.ts';

/** `sha256|…` of a random secret of 128 bits or more, such as an API key; needs no key to verify. [DNA-AUTH-07] */
export const sha256Verifier = (text: string): string =>
  `sha256|${createHash('sha256').update(text).digest('base64url')}`;

/** `hmac|…` of a random secret, under the key of its purpose: worth nothing to who has the record but not the master key. */
export const hmacVerifier = (master: MasterKey, purpose: string, text: string): string =>
  `hmac|${master.mac(`verifier ${purpose}`, text).toString('base64url')}`;

/** Whether `text` is what a verifier was made of. Takes the same time wherever they differ. [PWD-12] */
export async function verify(
  master: MasterKey,
  verifier: string,
  text: string,
  purpose: string | undefined,
): Promise<boolean> {
  const form = verifier.slice(0, verifier.indexOf('|'));
  switch (form) {
    case 'hmac':
      if (purpose === undefined) throw new VaultError('PURPOSE_MISSING', 'An hmac verifier needs its purpose.');
      return sameText(verifier, hmacVerifier(master, purpose, text));
    case 'sha256':
      return sameText(verifier, sha256Verifier(text));
    case 'scrypt':
      return matchesScrypt(verifier, text);
    default:
      throw new VaultError('VERIFIER_UNKNOWN', 'The form of a verifier is unknown.');
  }
}

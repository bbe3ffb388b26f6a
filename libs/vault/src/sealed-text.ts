import type { Sealed } from '@licet/contracts';
import { decrypt, encrypt } from './cipher.ts';
import { SealBroken } from './errors.ts';

const form = /^s1\|([a-z-]+\/[a-z]+-[0-9]+)\|([A-Za-z0-9_-]+)$/;

/** Subject inside a sealed value. Throws `SealBroken` for what is no sealed value. */
export function subjectOf(sealed: Sealed): string {
  return partsOf(sealed).subject;
}

/** Seals a text under a subject's data key; the subject is bound to the value and stands in it in clear. */
export function sealText(key: Uint8Array, subject: string, text: string): Sealed {
  return `s1|${subject}|${encrypt(key, subject, Buffer.from(text)).toString('base64url')}`;
}

/** Opens a sealed value. Throws `SealBroken` when it was made under another key or subject, or changed. */
export function openText(key: Uint8Array, sealed: Sealed): string {
  const { subject, body } = partsOf(sealed);
  const value = Buffer.from(body, 'base64url');
  const canonical = value.toString('base64url') === body; // base64url has spare bits: one value, one spelling
  const clear = canonical ? decrypt(key, subject, value) : undefined;
  if (!clear) throw new SealBroken(subject);
  return clear.toString();
}

function partsOf(sealed: Sealed): { subject: string; body: string } {
  const [, subject, body] = form.exec(sealed) ?? [];
  if (subject === undefined || body === undefined) throw new SealBroken('an unknown subject');
  return { subject, body };
}

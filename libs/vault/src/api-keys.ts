import { crc32 } from 'node:zlib';
import { sameText } from './constant-time.ts';
import { type Draw, randomText } from './random-text.ts';

const hexadecimal = '0123456789abcdef';
const crockford = '0123456789abcdefghjkmnpqrstvwxyz';
const native = /^lk_(live|test)_([0-9a-hjkmnp-tv-z]{12})_([0-9a-hjkmnp-tv-z]{40})([0-9a-hjkmnp-tv-z]{7})$/;

export type KeyMode = 'live' | 'test';

export interface NativeKey {
  keyId: string;
  /** 200 random bits, then the check part. */
  secret: string;
  /** The whole of it, as the caller sends it. */
  key: string;
}

/** A key of the native API, `lk_<live|test>_<id>_<secret>`; the secret ends in seven check characters, so that scanners find leaks. [API-KEY-01] */
export function generateNativeKey(mode: KeyMode = 'live', draw?: Draw): NativeKey {
  const keyId = randomText(crockford, 12, draw);
  const random = randomText(crockford, 40, draw);
  const secret = random + checkPart(`lk_${mode}_${keyId}_${random}`);
  return { keyId, secret, key: `lk_${mode}_${keyId}_${secret}` };
}

/** Parts of a native key; undefined for what cannot be one, before any look-up. [API-KEY-01] */
export function parseNativeKey(key: string): (NativeKey & { mode: KeyMode }) | undefined {
  const [, mode, keyId, random, check] = native.exec(key) ?? [];
  if (!mode || !keyId || !random || !check) return undefined;
  if (!sameText(check, checkPart(`lk_${mode}_${keyId}_${random}`))) return undefined;
  return { mode: mode as KeyMode, keyId, secret: random + check, key };
}

/** A key of the software_DNA dialect: 40 characters, 200 random bits, after `dna_`. [DNA-AUTH-08] */
export const generateDnaKey = (draw?: Draw): string => `dna_${randomText(crockford, 40, draw)}`;

/** A key of the IntelliProtector dialect: 32 hexadecimal characters, 128 random bits. [IP-AUTH-01] */
export const generateIpKey = (draw?: Draw): string => randomText(hexadecimal, 32, draw);

/** A password of a SOLO API user: 128 hexadecimal characters, 512 random bits. [AUTH-08] */
export const generateApiPassword = (draw?: Draw): string => randomText(hexadecimal, 128, draw);

/** A code of 80 random bits that a person writes down: four groups of four. */
export const generateRecoveryCode = (): string => Array.from({ length: 4 }, () => randomText(crockford, 4)).join('-');

/** A GUID of 122 random bits, by which an API user or a key without a name of its own is known. [AUTH-02] */
export const generateGuid = (draw?: Draw): string => {
  const hex = randomText(hexadecimal, 30, draw);
  const variant = randomText('89ab', 1, draw);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${variant}${hex.slice(15, 18)}-${hex.slice(18)}`;
};

function checkPart(text: string): string {
  let value = crc32(text);
  let check = '';
  for (let i = 0; i < 7; i++) {
    check = crockford.charAt(value & 31) + check;
    value >>>= 5;
  }
  return check;
}

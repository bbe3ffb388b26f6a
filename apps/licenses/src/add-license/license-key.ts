import type { KeyForm } from '@licet/contracts';
import { randomInt } from 'node:crypto';

const alphabets: Readonly<Record<KeyForm['alphabet'], string>> = {
  digits: '0123456789',
  /** Without 0, O, 1 and I, which people mistake for each other. */
  alphanumeric: '23456789ABCDEFGHJKLMNPQRSTUVWXYZ',
  intelliProtector: '23456789ABCDEFHL',
};

/** A random key of the form that the product has: its prefix, then groups of four. [UNI-04, API-PRD-10, IP-ID-04] */
export function generateLicenseKey({ prefix, length, alphabet }: KeyForm): string {
  const characters = alphabets[alphabet];
  const group = (size: number): string =>
    Array.from({ length: size }, () => characters.charAt(randomInt(characters.length))).join('');
  if (alphabet === 'intelliProtector') return ['IPRL', ...[6, 8, 8, 8, 2, 4].map(group)].join('-');
  const groups = Array.from({ length: Math.ceil(length / 4) }, (_, i) => group(Math.min(4, length - 4 * i)));
  return [...(prefix === '' ? [] : [prefix]), ...groups].join('-');
}

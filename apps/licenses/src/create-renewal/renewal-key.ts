import { randomBytes } from 'node:crypto';

const alphabet = '23456789ABCDEFHL';
const groups = [6, 8, 8, 8, 2, 4];

/** `IPRR-` and groups of 6-8-8-8-2-4 characters, 144 random bits. [IP-ID-04] */
export function generateRenewalKey(): string {
  const group = (length: number) => [...randomBytes(length)].map((byte) => alphabet.charAt(byte & 15)).join('');
  return ['IPRR', ...groups.map(group)].join('-');
}

import { randomBytes } from 'node:crypto';

const alphabet = '23456789ABCDEFHK';
const groups = [8, 8, 8, 8, 2];

/** `ITP-DLOA-` and groups of 8-8-8-8-2 characters, 136 random bits. [IP-ID-04] */
export function generateOrderNumber(): string {
  const group = (length: number) => [...randomBytes(length)].map((byte) => alphabet.charAt(byte & 15)).join('');
  return ['ITP-DLOA', ...groups.map(group)].join('-');
}

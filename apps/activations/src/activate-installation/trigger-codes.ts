import { createHmac } from 'node:crypto';

/** What the first code is made of; numbers are signed 32-bit integers. */
export interface CodeRequest {
  seed: string;
  userCode1: number;
  userCode2: number;
  /** 1 to 50. */
  number: number;
}

/** RegistrationKey1: below 2^31, and its lowest six bits are the number. [TC-02, TC-15] */
export function registrationKey1({ seed, userCode1, userCode2, number }: CodeRequest): number {
  return (word(seed, 'licet-tc-1', userCode1, userCode2, number) % 2 ** 25) * 64 + number;
}

/** RegistrationKey2: carries `value`, 0 to 16383, for whoever knows the seed. [TC-04, TC-16] */
export function registrationKey2(
  { seed, userCode1, userCode2 }: Omit<CodeRequest, 'number'>,
  key1: number,
  value: number,
): number {
  const mask = word(seed, 'licet-tc-2', userCode1, userCode2, key1) % 2 ** 14;
  const check = word(seed, 'licet-tc-3', userCode1, userCode2, key1, value) % 2 ** 16;
  return check * 2 ** 14 + (value ^ mask);
}

/** First four bytes, big-endian and unsigned, of HMAC-SHA-256 over name and numbers joined by line feeds. [TC-14] */
const word = (seed: string, name: string, ...numbers: number[]): number =>
  createHmac('sha256', seed)
    .update([name, ...numbers].join('\n'))
    .digest()
    .readUInt32BE(0);

import { randomInt } from 'node:crypto';

/** `length` characters of `alphabet`, each as likely as the other. */
export const randomText = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');

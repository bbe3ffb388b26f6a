import { createHmac, randomInt } from 'node:crypto';

/** A random whole number from 0 to below `below`. */
export type Draw = (below: number) => number;

/** Draws that are the same each time for the same secret, and that nobody can foretell without it. */
export function drawFrom(secret: string): Draw {
  let count = 0;
  return (below) => createHmac('sha256', secret).update(String(count++)).digest().readUIntBE(0, 6) % below;
}

/** `length` characters of `alphabet`, each as likely as the other. */
export const randomText = (alphabet: string, length: number, draw: Draw = randomInt): string =>
  Array.from({ length }, () => alphabet.charAt(draw(alphabet.length))).join('');

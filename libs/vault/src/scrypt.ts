import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { BoundedPool } from './bounded-pool.ts';

/** 32 MiB and about 100 ms of one core per password. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 };
const hashBytes = 32;
/** Threads of the process's pool are four and serve files and DNS as well. */
const pool = new BoundedPool(2, 64);

/** `scrypt|log2 N|r|p|salt|hash` of a chosen password. Throws `VaultOverloaded` when too many wait. */
export async function scryptVerifier(text: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(text, salt, cost);
  return ['scrypt', Math.log2(cost.N), cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join(
    '|',
  );
}

/** Whether a password is the one behind a `scrypt|…` verifier. */
export async function matchesScrypt(verifier: string, text: string): Promise<boolean> {
  const [, log2N, r, p, salt = '', hash = ''] = verifier.split('|');
  const parameters = { N: 2 ** Number(log2N), r: Number(r), p: Number(p), maxmem: cost.maxmem };
  const expected = Buffer.from(hash, 'base64url');
  const actual = await derive(text, Buffer.from(salt, 'base64url'), parameters);
  return expected.length === hashBytes && timingSafeEqual(expected, actual);
}

const derive = (text: string, salt: Buffer, parameters: typeof cost): Promise<Buffer> =>
  pool.run(
    () =>
      new Promise((resolve, reject) => {
        scrypt(text, salt, hashBytes, parameters, (error, hash) => {
          if (error) reject(error);
          else resolve(hash);
        });
      }),
  );

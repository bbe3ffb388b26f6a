import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { decrypt, encrypt } from './cipher.ts';
import { SealBroken } from './errors.ts';

/** The one secret of the installation. It is never used itself: each purpose has a key derived from it by HKDF-SHA-256. */
export class MasterKey {
  readonly #master: Buffer;
  readonly #derived = new Map<string, Buffer>();

  constructor(master: Buffer) {
    if (master.length !== 32) throw new RangeError('The master key must have 32 bytes.');
    this.#master = Buffer.from(master);
  }

  /** A new data key, in clear and wrapped. */
  newDataKey(subject: string): { key: Buffer; wrapped: Buffer } {
    const key = randomBytes(32);
    return { key, wrapped: encrypt(this.#for('data keys'), subject, key) };
  }

  /** Throws `SealBroken` for a key that was changed or is another subject's. */
  unwrap(subject: string, wrapped: Buffer): Buffer {
    const key = decrypt(this.#for('data keys'), subject, wrapped);
    if (!key) throw new SealBroken(subject);
    return key;
  }

  /** HMAC-SHA-256 under the key of a purpose. */
  mac(purpose: string, text: string): Buffer {
    return createHmac('sha256', this.#for(purpose)).update(text).digest();
  }

  #for(purpose: string): Buffer {
    let key = this.#derived.get(purpose);
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', this.#master, 'licet', purpose, 32));
      this.#derived.set(purpose, key);
    }
    return key;
  }
}

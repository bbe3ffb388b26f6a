import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;
/** Asking the generator costs as much for many nonces as for one. */
const nonces = Buffer.alloc(nonceBytes * 128);
let usedNonces = nonces.length;

/** AES-256-GCM: nonce, ciphertext, tag. `aad` is what the value is bound to. */
export function encrypt(key: Uint8Array, aad: string, clear: Uint8Array): Buffer {
  const nonce = newNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(aad));
  return Buffer.concat([nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
}

/** A view that is overwritten when all others have been used: to be copied at once. */
function newNonce(): Buffer {
  if (usedNonces === nonces.length) {
    randomFillSync(nonces);
    usedNonces = 0;
  }
  return nonces.subarray(usedNonces, (usedNonces += nonceBytes));
}

/** The clear bytes; undefined when anything of key, `aad` or value is not what it was. */
export function decrypt(key: Uint8Array, aad: string, value: Buffer): Buffer | undefined {
  if (value.length < nonceBytes + tagBytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, value.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(aad))
    .setAuthTag(value.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(value.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
}

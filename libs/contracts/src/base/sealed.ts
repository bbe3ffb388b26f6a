import Type, { type Static } from 'typebox';

/**
 * A sealed text, `s1|<subject>|<base64url of nonce, ciphertext, tag>`. The subject names owner and key: `licenses/license-4001`,
 * `activations/ledger-4001`, `customers/customer-3001`. Only the vault makes and opens them. [design 3, sealed values]
 */
export const Sealed = Type.String({ pattern: '^s1\\|[a-z-]+/[a-z]+-[0-9]+\\|[A-Za-z0-9_-]+$' });
export type Sealed = Static<typeof Sealed>;

/**
 * What the keyed proofs and hashes that several services compare are made for: the `purpose` that the vault is given. Another purpose is
 * another key, so services must name the same one.
 */
export const purposes = {
  /** Verifier of a license's activation password. */
  activationPassword: 'activation-password',
  /** Verifier of the password of a list's serial number. */
  serialPassword: 'serial-password',
  /** Hash of a customer's e-mail address in lower case. */
  customerEmail: 'customer-email',
  /** Hash of the key of a renewal, by which it is found. */
  renewalKey: 'renewal-key',
} as const;

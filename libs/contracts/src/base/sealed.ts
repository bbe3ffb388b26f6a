import Type, { type Static } from 'typebox';

/**
 * A sealed text, `s1|<subject>|<base64url of nonce, ciphertext, tag>`. The subject names owner and key: `licenses/license-4001`,
 * `activations/ledger-4001`, `customers/customer-3001`. Only the vault makes and opens them. [design 3, sealed values]
 */
export const Sealed = Type.String({ pattern: '^s1\\|[a-z-]+/[a-z]+-[0-9]+\\|[A-Za-z0-9_-]+$' });
export type Sealed = Static<typeof Sealed>;

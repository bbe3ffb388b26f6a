import { generateActivationPassword, generateNativeKey } from '@licet/vault';
import { randomBytes, randomUUID } from 'node:crypto';

/** Fresh credentials of a demo account, in the form of each dialect. */
export interface DemoSecrets {
  userId: string;
  userPassword: string;
  native: { keyId: string; secret: string; key: string };
  dnaKey: string;
  ipKey: string;
  encryptionKeyId: string;
  customerPassword: string;
}

export const demoSecrets = (): DemoSecrets => ({
  userId: randomUUID(),
  userPassword: randomBytes(64).toString('hex'), // the form that SOLO's API passwords have [AUTH-08]
  native: generateNativeKey(),
  dnaKey: randomBytes(24).toString('base64url'),
  ipKey: randomBytes(16).toString('hex'),
  encryptionKeyId: randomUUID().toUpperCase(),
  customerPassword: generateActivationPassword(),
});

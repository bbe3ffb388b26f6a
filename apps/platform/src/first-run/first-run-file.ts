import { join } from 'node:path';

/** What `<data>/first-run.json` holds: the demo account with every credential, for the demo and for first steps. */
export interface FirstRun {
  baseUrl: string;
  author: { authorId: number; userId: string; userPassword: string };
  /** Bearer key of the native API. */
  apiKey: string;
  dna: { clientId: string; apiKey: string };
  intelliProtector: { vendorId: string; webApiKey: string };
  /** EncryptionKeyID of the key set that takes requests in clear. */
  encryptionKeys: { plain: string };
  customers: { customerId: number; email: string; password: string }[];
  products: {
    productId: number;
    dnaProductId: string;
    name: string;
    options: { prodOptionId: number; name: string; activations: number; days: number }[];
  }[];
}

/** File with the credentials of the demo account. */
export const firstRunFile = (dataDir: string): string => join(dataDir, 'first-run.json');

/** A ready request that activates the demo license, for one line of curl. */
export const firstActivationFile = (dataDir: string): string => join(dataDir, 'first-activation.xml');

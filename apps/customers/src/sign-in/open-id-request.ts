import { Vault, VaultError } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';

/** What one browser signs in with at a provider, known to nobody else until it comes back. */
export interface OpenIdRequest {
  authorId: number;
  redirectUri: string;
  state: string;
  nonce: string;
  /** Of PKCE. */
  verifier: string;
  expiresAt: number;
}

/** So long somebody may take at the provider. Milliseconds. */
const lifetime = 10 * 60_000;
const purpose = 'openIdRequest';

/** Requests travel sealed with the browser that they belong to, so that nothing is kept of those that nobody completes. [API-USR-04] */
@Injectable()
export class OpenIdRequests {
  readonly #vault: Vault;

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  begin(authorId: number, redirectUri: string): OpenIdRequest {
    const random = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    return { authorId, redirectUri, ...random, expiresAt: Date.now() + lifetime };
  }

  seal(request: OpenIdRequest): Promise<string> {
    return this.#vault.seal(this.#vault.subject(`author-${request.authorId}`), JSON.stringify({ purpose, ...request }));
  }

  /** Undefined for any other text, and where its time is over. */
  async open(sealed: string): Promise<OpenIdRequest | undefined> {
    const found = JSON.parse((await this.#opened(sealed)) ?? 'null') as (OpenIdRequest & { purpose: string }) | null;
    return found?.purpose === purpose && found.expiresAt > Date.now() ? found : undefined;
  }

  async #opened(sealed: string): Promise<string | null> {
    try {
      return await this.#vault.open(sealed);
    } catch (error) {
      if (error instanceof VaultError) return null;
      throw error;
    }
  }
}

import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import { SignJWT, errors, jwtVerify } from 'jose';

/** What a token says; `id`: of the sign-in. */
export interface TokenClaims {
  id: string;
  expiresAt: string;
}

/** How long a token lasts. Milliseconds. [API-USR-04] */
const lifetime = 15 * 60_000;
const issuer = 'licet';
const algorithm = 'HS256';

/**
 * Bearer tokens of those who are signed in: JSON Web Tokens under a secret that follows from the master key, so that every process reads those
 * of the others. They name a sign-in and no right: what somebody may do is found out on every call. [API-USR-04]
 */
@Injectable()
export class SignInTokens {
  readonly #secret: Buffer;

  constructor(vault: Vault) {
    this.#secret = Buffer.from(vault.keyedHash('sign-in-token', '1'), 'base64url');
  }

  async issue(id: string, now = Date.now()): Promise<{ token: string; expiresAt: string }> {
    const seconds = Math.floor((now + lifetime) / 1000);
    const token = await new SignJWT()
      .setProtectedHeader({ alg: algorithm })
      .setIssuer(issuer)
      .setJti(id)
      .setExpirationTime(seconds)
      .sign(this.#secret);
    return { token, expiresAt: new Date(seconds * 1000).toISOString() };
  }

  async read(token: string): Promise<TokenClaims | 'expired' | 'foreign'> {
    try {
      const { payload } = await jwtVerify(token, this.#secret, { algorithms: [algorithm], issuer });
      const { jti, exp } = payload;
      return jti && exp ? { id: jti, expiresAt: new Date(exp * 1000).toISOString() } : 'foreign';
    } catch (error) {
      if (error instanceof errors.JWTExpired) return 'expired';
      if (error instanceof errors.JOSEError) return 'foreign';
      throw error;
    }
  }
}

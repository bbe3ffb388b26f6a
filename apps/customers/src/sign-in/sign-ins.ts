import { type SignedIn, newUuid } from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { Subject } from './sign-in-subjects.ts';
import { SignInTable } from './sign-in-table.ts';
import { SignInTokens } from './sign-in-tokens.ts';

/** How long somebody stays signed in without a refresh. Milliseconds. */
const lifetime = 14 * 24 * 3_600_000;

/** Begins sign-ins and refreshes them. A refresh token is `<id of the sign-in>.<256 random bits>`, kept as a hash. [API-USR-04] */
@Injectable()
export class SignIns {
  constructor(
    private readonly table: SignInTable,
    private readonly tokens: SignInTokens,
    private readonly vault: Vault,
  ) {}

  async begin(subject: Subject): Promise<SignedIn> {
    const id = newUuid();
    const { refreshToken, expiresAt } = newRefreshToken(id);
    const { authorId: author_id } = subject.caller;
    const row = { id, author_id, subject: subject.name, proof: this.proofOf(subject), expires_at: expiresAt };
    await this.table.begin(row, this.#hash(refreshToken));
    return this.#told(id, subject, refreshToken, expiresAt);
  }

  /** The sign-in that a refresh token belongs to, with the next one; undefined for one that does not hold. */
  async next(used: string) {
    const [id = ''] = used.split('.');
    if (!/^[0-9a-f-]{36}$/.test(id)) return undefined;
    const { refreshToken, expiresAt } = newRefreshToken(id);
    const row = await this.table.refresh(id, this.#hash(used), this.#hash(refreshToken), expiresAt);
    if (!row) await this.table.endStolen(id, this.#hash(used));
    return row && { row, tell: (subject: Subject) => this.#told(id, subject, refreshToken, expiresAt) };
  }

  /** Another password ends what the one before began. */
  proofOf({ verifier }: Pick<Subject, 'verifier'>): string {
    return this.vault.keyedHash('sign-in-proof', verifier);
  }

  async #told(id: string, { caller, uuid }: Subject, refreshToken: string, expiresAt: Date): Promise<SignedIn> {
    const issued = await this.tokens.issue(id);
    return { ...issued, refreshToken, refreshExpiresAt: expiresAt.toISOString(), caller, uuid };
  }

  #hash(refreshToken: string): string {
    return this.vault.keyedHash('sign-in-refresh', refreshToken);
  }
}

const newRefreshToken = (id: string) => ({
  refreshToken: `${id}.${randomBytes(32).toString('base64url')}`,
  expiresAt: new Date(Date.now() + lifetime),
});

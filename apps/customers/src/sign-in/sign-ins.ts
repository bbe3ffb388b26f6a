import { type SignedIn, isUuid, newUuid } from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { type SignInRow, SignInTable } from '../sign-in-table.ts';
import type { Subject } from './sign-in-subjects.ts';
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

  /**
   * The sign-in that a refresh token belongs to; `over` where it has ended, `other` where it goes on with another token. A token that was used
   * long before ends it.
   */
  async broughtBy(refreshToken: string): Promise<SignInRow | 'over' | 'other'> {
    const [id = ''] = refreshToken.split('.');
    if (!isUuid(id)) return 'over';
    const row = await this.table.holding(id, this.#hash(refreshToken));
    if (row) return row;
    await this.table.endStolen(id, this.#hash(refreshToken));
    return (await this.table.find(id)) ? 'other' : 'over';
  }

  /** Undefined where another call was faster with the same token. */
  async refresh({ id }: SignInRow, used: string, subject: Subject): Promise<SignedIn | undefined> {
    const { refreshToken, expiresAt } = newRefreshToken(id);
    const row = await this.table.refresh(id, this.#hash(used), this.#hash(refreshToken), expiresAt);
    return row && this.#told(id, subject, refreshToken, expiresAt);
  }

  /** What does not stand as it did is over: another password ends what the one before began, being disabled all before. */
  proofOf({ standing }: Pick<Subject, 'standing'>): string {
    return this.vault.keyedHash('sign-in-proof', standing);
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

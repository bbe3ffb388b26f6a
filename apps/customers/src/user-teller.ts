import { type Sealed, type UserFacts, type UserSettings } from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import { CredentialUse } from './credential-use.ts';
import { type Author, type AuthorState, type RecordedUser, type User, hasFactor } from './domain/author.ts';
import { effectiveScopes } from './domain/rights.ts';
import { userWith } from './domain/user-of-author.ts';
import { without } from './domain/without.ts';

/** Seals what is personal of users under the key of their author, and tells them in clear. [design 3, sealed values] */
@Injectable()
export class UserTeller {
  constructor(
    private readonly vault: Vault,
    private readonly use: CredentialUse,
  ) {}

  /** Personal texts sealed, other settings as they are. */
  async seal(authorId: number, { name, email, ...others }: Partial<UserSettings>): Promise<Partial<RecordedUser>> {
    const seal = (text: string) =>
      text === '' ? null : this.vault.seal(this.vault.subject(`author-${authorId}`), text);
    return {
      ...others,
      ...(name !== undefined && { name: await seal(name) }),
      ...(email !== undefined && { email: await seal(email) }),
    };
  }

  async tell(author: Author, user: User): Promise<UserFacts> {
    const { settings, ...others } = without(user, 'verifier', 'timesDisabled', 'secondFactor');
    const [name, email, lastUsedAt] = await Promise.all([
      this.open(settings.name),
      this.open(settings.email),
      this.use.lastOf(author.authorId, user.uuid),
    ]);
    const { authorId } = author;
    return {
      ...others,
      ...settings,
      name,
      email,
      authorId,
      effectiveScopes: effectiveScopes(author, settings),
      secondFactor: hasFactor(user),
      lastUsedAt,
    };
  }

  /** The user with this UUID, which a command has just made or changed. */
  tellWith(author: AuthorState, uuid: string): Promise<UserFacts> {
    const user = author.kind === 'author' ? userWith(author, uuid) : undefined;
    if (author.kind === 'none' || !user) throw new Error('A user that was changed is not there.');
    return this.tell(author, user);
  }

  /** Empty for none. */
  async open(sealed: Sealed | null): Promise<string> {
    return sealed === null ? '' : ((await this.vault.open(sealed)) ?? '');
  }
}

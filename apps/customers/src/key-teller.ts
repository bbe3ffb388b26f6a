import type { KeyFacts } from '@licet/contracts';
import { Injectable } from '@nestjs/common';
import { CredentialUse } from './credential-use.ts';
import type { ApiKey, Author, AuthorState } from './domain/author.ts';
import { without } from './domain/without.ts';

/** Tells keys without what proves them. */
@Injectable()
export class KeyTeller {
  constructor(private readonly use: CredentialUse) {}

  async tell({ authorId }: Author, key: ApiKey): Promise<KeyFacts> {
    const { settings, ...others } = without(key, 'verifier');
    return { ...others, ...settings, authorId, lastUsedAt: await this.use.lastOf(authorId, key.uuid) };
  }

  /** The key that fits, which a command has just made or changed. */
  tellWhere(author: AuthorState, fits: (key: ApiKey) => boolean): Promise<KeyFacts> {
    const key = author.kind === 'author' ? [...author.keys.values()].find(fits) : undefined;
    if (author.kind === 'none' || !key) throw new Error('A key that was changed is not there.');
    return this.tell(author, key);
  }
}

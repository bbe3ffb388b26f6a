import { type CallContext, isWithin } from '@licet/contracts';
import { Injectable } from '@nestjs/common';
import { Authors } from './aggregates.ts';
import type { Author, User } from './domain/author.ts';
import { PasswordProofs } from './password-proofs.ts';

/** API users have author logons only. [API-USR-02, API-USR-04] */
export const maySignIn = ({ kind, status }: User): boolean => kind === 'person' && status === 'active';

/** Finds out who proves to be a person, by login and password and from where he may. Neither the answer nor its time tells what was wrong. [API-USR-06, AUTH-11] */
@Injectable()
export class PersonProof {
  constructor(
    private readonly authors: Authors,
    private readonly proofs: PasswordProofs,
  ) {}

  async of(
    { authorId, login, password }: { authorId: number; login: string; password: string },
    { address }: CallContext,
  ): Promise<{ author: Author; user: User } | undefined> {
    const { state: author } = await this.authors.read(String(authorId));
    const user = author.kind === 'author' ? author.users.get(login) : undefined;
    const right = await this.proofs.proves(user?.verifier, password);
    if (author.kind === 'none' || !user || !right || !maySignIn(user)) return undefined;
    return isWithin(user.settings.outsideAccess, address) ? { author, user } : undefined;
  }
}

import type { AuthenticatedCaller } from '@licet/contracts';
import { Injectable } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import { callerOfUser } from '../authenticated-caller.ts';
import type { Author, User } from '../domain/author.ts';
import { userWith } from '../domain/user.decide.ts';

/** Somebody who signs in, as the record says he is now. */
export interface Subject {
  /** `user <uuid>`. */
  name: string;
  uuid: string;
  verifier: string;
  caller: AuthenticatedCaller;
}

/** Finds who a sign-in belongs to, with the rights of this moment. [PERM-21] */
@Injectable()
export class SignInSubjects {
  constructor(private readonly authors: Authors) {}

  /** Undefined for one who may not sign in any more. */
  async named(authorId: number, name: string): Promise<Subject | undefined> {
    const [, uuid = ''] = /^user (\S+)$/.exec(name) ?? [];
    const { state } = await this.authors.read(String(authorId));
    const user = state.kind === 'author' ? userWith(state, uuid) : undefined;
    return state.kind === 'author' && user && maySignIn(user) ? subjectOf(state, user) : undefined;
  }
}

/** API users have author logons only. [API-USR-02, API-USR-04] */
export const maySignIn = ({ kind, status }: User): boolean => kind === 'person' && status === 'active';

export const subjectOf = (author: Author, user: User): Subject => ({
  name: `user ${user.uuid}`,
  uuid: user.uuid,
  verifier: user.verifier,
  caller: callerOfUser(author, user),
});

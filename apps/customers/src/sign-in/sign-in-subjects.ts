import type { AuthenticatedCaller } from '@licet/contracts';
import { Injectable } from '@nestjs/common';
import { Authors, Customers } from '../aggregates.ts';
import { callerOfCustomer, callerOfUser } from '../authenticated-caller.ts';
import type { Author, User } from '../domain/author.ts';
import type { Customer } from '../domain/customer.ts';
import { maySignIn } from '../person-proof.ts';
import { userWith } from '../domain/user-of-author.ts';

/** Somebody who signs in, as the record says he is now. */
export interface Subject {
  /** `user <uuid>` or `customer <number>`. */
  name: string;
  uuid: string;
  /** What the record has when he signs in, and whose change ends the sign-in: verifier of the password and, of a person, how often he was disabled. */
  standing: string;
  caller: AuthenticatedCaller;
}

/** Finds who a sign-in belongs to, with the rights of this moment. [PERM-21] */
@Injectable()
export class SignInSubjects {
  constructor(
    private readonly authors: Authors,
    private readonly customers: Customers,
  ) {}

  /** Undefined for one who may not sign in any more. */
  async named(authorId: number, name: string): Promise<Subject | undefined> {
    const [, kind, id = ''] = /^(user|customer) (\S+)$/.exec(name) ?? [];
    const { state } = await this.authors.read(String(authorId));
    if (state.kind === 'none') return undefined;
    if (kind === 'customer') return customerSubject(state, await this.customers.standing(Number(id)));
    const user = userWith(state, id);
    return user && maySignIn(user) ? subjectOf(state, user) : undefined;
  }
}

export const subjectOf = (author: Author, user: User): Subject => ({
  name: `user ${user.uuid}`,
  uuid: user.uuid,
  standing: user.timesDisabled === 0 ? user.verifier : `${user.verifier} ${user.timesDisabled}`,
  caller: callerOfUser(author, user),
});

/** Undefined for one without password, who cannot have signed in. [API-USR-05] */
export const customerSubject = (author: Author, customer: Customer | undefined): Subject | undefined =>
  customer?.password && customer.authorId === author.authorId
    ? {
        name: `customer ${customer.customerId}`,
        uuid: customer.uuid,
        standing: customer.password.verifier,
        caller: callerOfCustomer(author, customer.customerId),
      }
    : undefined;

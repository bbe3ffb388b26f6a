import type { AuthenticateCustomer, CallContext, RequestOf } from '@licet/contracts';
import { Injectable } from '@nestjs/common';
import { Authors, Customers } from './aggregates.ts';
import { ContactSeal } from './contact-seal.ts';
import type { Author } from './domain/author.ts';
import type { Customer } from './domain/customer.ts';
import { PasswordProofs } from './password-proofs.ts';
import { CustomerLogins } from './replicas/customer-logins.ts';

type Request = RequestOf<typeof AuthenticateCustomer>;

/** How many customers of one e-mail address, of those who have one, a password is compared with: each comparison costs a scrypt. */
const most = 5;

/**
 * Finds out who proves to be a customer, by number or e-mail address and his password. Neither the answer nor its time tells an unknown
 * customer from a wrong password. [CU-06, SC-05, API-USR-05]
 */
@Injectable()
export class CustomerProof {
  constructor(
    private readonly authors: Authors,
    private readonly customers: Customers,
    private readonly logins: CustomerLogins,
    private readonly seal: ContactSeal,
    private readonly proofs: PasswordProofs,
  ) {}

  /** Undefined where there is nobody, also of a closed account. [AUTH-15] */
  async of(request: Request, call: CallContext): Promise<{ customer: Customer; author: Author } | undefined> {
    const named = await this.#named(request, call);
    const known = named.filter(({ authorId }) => request.authorId === null || authorId === request.authorId);
    const candidates = known.length > 0 ? known : [undefined];
    for (const customer of candidates) {
      const right = await this.proofs.proves(customer?.password?.verifier, request.password);
      const author = customer && right ? await this.#open(customer) : undefined;
      if (customer && author) return { customer, author };
    }
    return undefined;
  }

  async #named({ authorId, name }: Request, call: CallContext): Promise<Customer[]> {
    const ids = 'customerId' in name ? [name.customerId] : await this.#withEmail(authorId, name.email, call);
    const found = await Promise.all(ids.map((id) => this.customers.standing(id)));
    const known = found.filter((customer) => customer !== undefined);
    return 'customerId' in name ? known : known.filter(({ password }) => password !== null).slice(0, most);
  }

  async #withEmail(authorId: number | null, email: string, call: CallContext): Promise<number[]> {
    const hash = this.seal.emailHash({ email });
    if (authorId === null || hash === null) return []; // an address alone names nobody
    return this.logins.withEmail(authorId, hash, call);
  }

  async #open({ authorId }: Customer): Promise<Author | undefined> {
    const { state } = await this.authors.read(String(authorId));
    return state.kind === 'none' || state.status === 'closed' ? undefined : state;
  }
}

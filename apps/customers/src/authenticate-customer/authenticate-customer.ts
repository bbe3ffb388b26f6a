import { Handles } from '@licet/command-bus';
import { AuthenticateCustomer, type CallContext, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { Authors, Customers } from '../aggregates.ts';
import { ContactSeal } from '../contact-seal.ts';
import type { Customer } from '../domain/customer.ts';
import { PasswordProofs } from '../password-proofs.ts';
import { CustomerLogins } from '../replicas/customer-logins.ts';

type Request = RequestOf<typeof AuthenticateCustomer>;
type Reply = ReplyOf<typeof AuthenticateCustomer>;

/** How many customers of one e-mail address a password is compared with: each comparison costs a scrypt. */
const most = 5;

/**
 * A customer by number or e-mail address and his password. The answer does not tell what was wrong, nor does its time tell an unknown
 * customer from a wrong password. [CU-06, SC-05, API-USR-05]
 */
@Controller()
export class AuthenticateCustomerHandler {
  constructor(
    private readonly authors: Authors,
    private readonly customers: Customers,
    private readonly logins: CustomerLogins,
    private readonly seal: ContactSeal,
    private readonly proofs: PasswordProofs,
  ) {}

  @Handles(AuthenticateCustomer)
  async handle(request: Request, call: CallContext): Promise<Reply> {
    const named = await this.#named(request, call);
    const known = named.filter(({ authorId }) => request.authorId === null || authorId === request.authorId);
    const candidates = known.length > 0 ? known : [undefined];
    for (const customer of candidates) {
      const right = await this.proofs.proves(customer?.password?.verifier, request.password);
      if (!customer || !right || (await this.#isClosed(customer))) continue;
      const { customerId, authorId } = customer;
      return { ok: true, value: { customerId, authorId } };
    }
    return { ok: false, refusal: { code: 'unauthenticated' } };
  }

  async #named({ authorId, name }: Request, call: CallContext): Promise<Customer[]> {
    const ids = 'customerId' in name ? [name.customerId] : await this.#withEmail(authorId, name.email, call);
    const found = await Promise.all(ids.map((id) => this.customers.standing(id)));
    return found.filter((customer) => customer !== undefined);
  }

  async #withEmail(authorId: number | null, email: string, call: CallContext): Promise<number[]> {
    const hash = this.seal.emailHash({ email });
    if (authorId === null || hash === null) return []; // an address alone names nobody
    return (await this.logins.withEmail(authorId, hash, call)).slice(0, most);
  }

  /** Of a closed account nobody is there. [AUTH-15] */
  async #isClosed({ authorId }: Customer): Promise<boolean> {
    const { state } = await this.authors.read(String(authorId));
    return state.kind === 'none' || state.status === 'closed';
  }
}

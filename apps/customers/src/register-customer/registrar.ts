import { type CallContext, type Contact, type RegisterCustomer, type RequestOf } from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import { ContactSeal } from '../contact-seal.ts';
import type { Customer, Password } from '../domain/customer.ts';
import type { Registration } from '../domain/register-customer.ts';
import { PasswordProofs } from '../password-proofs.ts';
import { CustomerLogins } from '../replicas/customer-logins.ts';
import { SameLogin } from '../same-login.ts';

type Request = RequestOf<typeof RegisterCustomer>;

/** Makes what a registration is decided on: texts sealed and hashed, the password proved, and who the customer turns out to be. */
@Injectable()
export class Registrar {
  constructor(
    private readonly seal: ContactSeal,
    private readonly vault: Vault,
    private readonly proofs: PasswordProofs,
    private readonly sameLogin: SameLogin,
    private readonly logins: CustomerLogins,
  ) {}

  async prepare(customer: Customer, request: Request, call: CallContext): Promise<Registration> {
    const licensee = await this.licensee(customer.customerId, request.licensee);
    const nothing = { contact: null, password: null, licensee, into: null };
    if (request.licenseeOnly || (customer.registered && request.onlyUnregistered)) return nothing;

    const after: Contact = { ...(await this.seal.open(customer.contact)), ...request.contact };
    const password = await this.#newPassword(customer, request);
    const into = customer.registered ? null : await this.#mergeInto(customer, request, { after, password, call });
    if (into) return { ...nothing, into };
    return { ...nothing, contact: await this.seal.over(customer, request.contact), password };
  }

  /** Null unless one is told and the customer password authenticated the call. [PWD-16, PWD-20, SL-REG-19 … SL-REG-21] */
  async #newPassword({ customerId, password }: Customer, { newPassword, ...proof }: Request): Promise<Password | null> {
    if (!newPassword || !password) return null;
    if (!(await this.proofs.proves(password.verifier, proof.password))) return null;
    return this.seal.password(customerId, newPassword, true);
  }

  /** The registered customer with the e-mail and password that this one has after the call. [SL-REG-30] */
  async #mergeInto(
    customer: Customer,
    { contact, newPassword }: Request,
    { after, password, call }: { after: Contact; password: Password | null; call: CallContext },
  ): Promise<Registration['into']> {
    const emailHash = this.seal.emailHash(after);
    const standing = password ? newPassword : customer.password && (await this.vault.open(customer.password.sealed));
    if (emailHash === null || !standing) return null;
    const { authorId, customerId } = customer;
    const turn = await this.logins.nextTurn(authorId, call); // before it is read whom he is merged into
    const into = await this.sameLogin.find(
      { authorId, emailHash, password: standing },
      call,
      (it) => it.registered && it.customerId !== customerId,
    );
    if (!into) return null;
    const told = await this.seal.text(customer.customerId, JSON.stringify(contact));
    return { intoId: into.customerId, intoUuid: into.uuid, told, turn };
  }

  /** What was told of the licensee, sealed under the key of the customer until `licenses` takes it over. */
  async licensee(customerId: number, told: Request['licensee']): Promise<Registration['licensee']> {
    const seal = async (text: string) => (text === '' ? null : this.seal.text(customerId, text));
    return {
      ...(told.name !== undefined && { name: await seal(told.name) }),
      ...(told.email !== undefined && { email: await seal(told.email) }),
    };
  }
}

import { type Contact, type Sealed, emptyContact, purposes } from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import { type PreparedContact, differing } from './domain/contact.ts';
import type { Customer, Password } from './domain/customer.ts';

/** Seals what is personal of a customer under the key of that customer, and opens it again. [design 3, sealed values] */
@Injectable()
export class ContactSeal {
  readonly #vault: Vault;

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  async seal(customerId: number, given: Partial<Contact>): Promise<{ contact: Sealed; emailHash: string | null }> {
    const contact: Contact = { ...emptyContact, ...given };
    return { contact: await this.text(customerId, JSON.stringify(contact)), emailHash: this.emailHash(contact) };
  }

  /** What is told laid over what is known of a customer, ready to be recorded; null when no member differs. */
  async over({ customerId, contact }: Customer, told: Partial<Contact>): Promise<PreparedContact | null> {
    const before = await this.open(contact);
    const changed = differing(before, told);
    return changed.length === 0 ? null : { ...(await this.seal(customerId, { ...before, ...told })), changed };
  }

  /** Any text of the customer. */
  text(customerId: number, text: string): Promise<Sealed> {
    return this.#vault.seal(this.#subject(customerId), text);
  }

  /** By which customers with the same address are found, letter case ignored; null without one. [SL-REG-30, CU-06] */
  emailHash({ email }: Pick<Contact, 'email'>): string | null {
    const address = email.trim().toLowerCase();
    return address === '' ? null : this.#vault.keyedHash(purposes.customerEmail, address);
  }

  /** Same for whoever logs on with the same; tells nothing without the secret of the installation. [LG-02] */
  login({ emailHash, password }: { emailHash: string; password: string }): string {
    return this.#vault.keyedHash('customer login', `${emailHash} ${password}`);
  }

  /** Empty once the customer has been erased. */
  async open(contact: Sealed): Promise<Contact> {
    const text = await this.#vault.open(contact);
    return text === null ? emptyContact : { ...emptyContact, ...(JSON.parse(text) as Partial<Contact>) };
  }

  /** Proof, sealed text and the mark of who chose it. [PWD-16, PWD-17, PWD-19] */
  async password(customerId: number, text: string, chosenByCustomer: boolean): Promise<Password> {
    const [verifier, sealed] = await Promise.all([
      this.#vault.passwordVerifier(text),
      this.#vault.seal(this.#subject(customerId), text),
    ]);
    return { verifier, sealed, chosenByCustomer };
  }

  #subject(customerId: number): string {
    return this.#vault.subject(`customer-${customerId}`);
  }
}

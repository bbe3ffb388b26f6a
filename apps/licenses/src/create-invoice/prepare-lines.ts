import type { CallContext, CreateInvoice, RequestOf } from '@licet/contracts';
import { Injectable } from '@nestjs/common';
import { Licenses, Options, Products } from '../aggregates.ts';
import type { CreateInvoiceCommand, PreparedLine } from '../domain/create-invoice.ts';
import type { LicenseState } from '../domain/license.ts';
import { noOption } from '../domain/option.ts';
import { noProduct } from '../domain/product.ts';
import { KnownCustomers } from '../replicas/known-customers.ts';

type Request = RequestOf<typeof CreateInvoice>;
type Line = Request['lines'][number];

/** Finds out what the rules of a new invoice need: its customer, and for each line what is sold and which licenses it concerns. */
@Injectable()
export class PrepareLines {
  constructor(
    private readonly products: Products,
    private readonly options: Options,
    private readonly licenses: Licenses,
    private readonly customers: KnownCustomers,
  ) {}

  async of(
    { authorId, customerId, lines }: Request,
    call: CallContext,
  ): Promise<Pick<CreateInvoiceCommand, 'surroundings' | 'lines'>> {
    const [prepared, customer, account] = await Promise.all([
      Promise.all(lines.map((line) => this.#line(line))),
      customerId === null ? null : this.customers.customer(customerId, authorId, call),
      this.customers.account(authorId, call),
    ]);
    if (!account) throw new Error(`Account ${authorId} is unknown to its owner.`);
    return { surroundings: { customer, account }, lines: prepared };
  }

  async #line({ optionId, licenseIds, renews, upgrades }: Line): Promise<PreparedLine> {
    const [licenses, renewed, upgraded] = await Promise.all([
      Promise.all(licenseIds.map((id) => this.#license(id))),
      renews === null ? null : this.#license(renews),
      upgrades === null ? null : this.#license(upgrades),
    ]);
    const [first] = licenses;
    const sold = optionId ?? (first?.kind === 'license' ? first.optionId : null);
    return { ...(await this.#sold(sold)), licenses, renews: renewed, upgrades: upgraded };
  }

  async #license(licenseId: number): Promise<LicenseState> {
    return (await this.licenses.read(String(licenseId))).state;
  }

  async #sold(optionId: number | null): Promise<Pick<PreparedLine, 'option' | 'product'>> {
    if (optionId === null) return { option: noOption, product: noProduct };
    const { state: option } = await this.options.read(String(optionId));
    if (option.kind === 'none') return { option, product: noProduct };
    return { option, product: (await this.products.read(String(option.productId))).state };
  }
}

import { type AddLicense, type CallContext, type RequestOf } from '@licet/contracts';
import { Injectable } from '@nestjs/common';
import { Options, Products } from '../aggregates.ts';
import type { Surroundings } from '../domain/add-license.ts';
import { noOption } from '../domain/option.ts';
import { noProduct } from '../domain/product.ts';
import { KnownCustomers } from '../replicas/known-customers.ts';

/** Gathers what the rules of an issue ask of the rest of the house, everything at once. */
@Injectable()
export class SurroundingsOf {
  constructor(
    private readonly products: Products,
    private readonly options: Options,
    private readonly customers: KnownCustomers,
  ) {}

  async request(request: RequestOf<typeof AddLicense>, call: CallContext): Promise<Surroundings> {
    const { authorId, optionId, customerId, distributorId } = request;
    const [sold, customer, distributor, account] = await Promise.all([
      this.#sold(optionId),
      customerId === null ? null : this.customers.customer(customerId, authorId, call),
      distributorId == null ? null : this.customers.customer(distributorId, authorId, call),
      this.customers.account(authorId, call),
    ]);
    if (!account) throw new Error(`Account ${authorId} is unknown to its owner.`);
    return { ...sold, customer, distributor, account };
  }

  /** An option never changes its product, so both can be confirmed together. */
  async #sold(optionId: number | null): Promise<Pick<Surroundings, 'option' | 'product'>> {
    if (optionId === null) return { option: noOption, product: noProduct };
    const { state } = await this.options.peek(String(optionId));
    if (state.kind === 'none') return this.#unheardOf(optionId);
    const [option, product] = await Promise.all([
      this.options.read(String(optionId)),
      this.products.read(String(state.productId)),
    ]);
    return { option: option.state, product: product.state };
  }

  async #unheardOf(optionId: number): Promise<Pick<Surroundings, 'option' | 'product'>> {
    const { state: option } = await this.options.read(String(optionId));
    if (option.kind === 'none') return { option, product: noProduct };
    return { option, product: (await this.products.read(String(option.productId))).state };
  }
}

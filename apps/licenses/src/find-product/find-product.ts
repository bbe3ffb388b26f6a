import { Handles } from '@licet/command-bus';
import { FindProduct, type ReplyOf, type RequestOf, keyOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Controller } from '@nestjs/common';
import { Products } from '../aggregates.ts';
import { productFacts, productOf } from '../domain/facts.ts';
import { dnaProductClaim } from '../domain/product.decide.ts';
import { notFound } from '../refusals.ts';

/** A product by the name that software_DNA knows it by, letter case ignored. [DNA-HTTP-09, UNI-02] */
@Controller()
export class FindProductHandler {
  constructor(
    private readonly store: EventStore,
    private readonly products: Products,
  ) {}

  @Handles(FindProduct)
  async handle({ authorId, dnaProductId }: RequestOf<typeof FindProduct>): Promise<ReplyOf<typeof FindProduct>> {
    const holder = await this.store.holderOf(dnaProductClaim(authorId, dnaProductId));
    if (holder === undefined) return notFound('product');
    const product = productOf((await this.products.read(keyOf(holder))).state, authorId);
    return product ? { ok: true, value: productFacts(product) } : notFound('product');
  }
}

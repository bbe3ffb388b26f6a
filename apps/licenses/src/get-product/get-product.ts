import { Handles } from '@licet/command-bus';
import { GetProduct, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { Products } from '../aggregates.ts';
import { productFacts, productOf } from '../domain/facts.ts';
import { notFound } from '../refusals.ts';

/** A product of the author. */
@Controller()
export class GetProductHandler {
  constructor(private readonly products: Products) {}

  @Handles(GetProduct)
  async handle({ authorId, productId }: RequestOf<typeof GetProduct>): Promise<ReplyOf<typeof GetProduct>> {
    const product = productOf((await this.products.read(String(productId))).state, authorId);
    return product ? { ok: true, value: productFacts(product) } : notFound('product');
  }
}

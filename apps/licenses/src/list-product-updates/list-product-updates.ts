import { Handles } from '@licet/command-bus';
import { ListProductUpdates, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { Products } from '../aggregates.ts';
import { productOf } from '../domain/facts.ts';
import { updateFacts, updatesOf } from '../domain/product-updates.ts';
import { ProductUpdatesOf } from '../product-updates.ts';
import { notFound } from '../refusals.ts';

/** All updates of a product, newest first. [API-PRD-07] */
@Controller()
export class ListProductUpdatesHandler {
  constructor(
    private readonly products: Products,
    private readonly updates: ProductUpdatesOf,
  ) {}

  @Handles(ListProductUpdates)
  async handle({
    authorId,
    productId,
  }: RequestOf<typeof ListProductUpdates>): Promise<ReplyOf<typeof ListProductUpdates>> {
    const [product, { state }] = await Promise.all([
      this.products.read(String(productId)),
      this.updates.read(String(productId)),
    ]);
    if (!productOf(product.state, authorId)) return notFound('product');
    return { ok: true, value: updatesOf(state).map(updateFacts).toReversed() };
  }
}

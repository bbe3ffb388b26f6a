import { Handles } from '@licet/command-bus';
import { GetProductUpdate, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { Products } from '../aggregates.ts';
import { productOf } from '../domain/facts.ts';
import { updateFacts, updatesOf } from '../domain/product-updates.ts';
import { ProductUpdatesOf } from '../product-updates.ts';
import { notFound } from '../refusals.ts';

/** One update of a product. [API-PRD-07] */
@Controller()
export class GetProductUpdateHandler {
  constructor(
    private readonly products: Products,
    private readonly updates: ProductUpdatesOf,
  ) {}

  @Handles(GetProductUpdate)
  async handle(request: RequestOf<typeof GetProductUpdate>): Promise<ReplyOf<typeof GetProductUpdate>> {
    const { authorId, productId, uuid } = request;
    const [product, { state }] = await Promise.all([
      this.products.read(String(productId)),
      this.updates.read(String(productId)),
    ]);
    const update = updatesOf(state).find((it) => it.uuid === uuid);
    if (!productOf(product.state, authorId) || !update) return notFound('update');
    return { ok: true, value: updateFacts(update) };
  }
}

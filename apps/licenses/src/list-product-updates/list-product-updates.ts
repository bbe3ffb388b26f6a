import { Handles } from '@licet/command-bus';
import {
  ListProductUpdates,
  type ProductUpdateFacts,
  type ReplyOf,
  type RequestOf,
  updateList,
} from '@licet/contracts';
import { type MemoryList, readMemoryList } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Products } from '../aggregates.ts';
import { productOf } from '../domain/facts.ts';
import { updateFacts, updatesOf } from '../domain/product-updates.ts';
import { ProductUpdatesOf } from '../product-updates.ts';
import { notFound } from '../refusals.ts';

const list: MemoryList<ProductUpdateFacts> = {
  declaration: updateList,
  id: ({ number }) => number,
  fields: { createdAt: ({ createdAt }) => createdAt, name: ({ settings }) => settings.name },
  texts: ({ settings }) => [settings.name],
};

/** Updates of a product. [API-PRD-07, API-LIST-01] */
@Controller()
export class ListProductUpdatesHandler {
  constructor(
    private readonly products: Products,
    private readonly updates: ProductUpdatesOf,
    private readonly vault: Vault,
  ) {}

  @Handles(ListProductUpdates)
  async handle({
    authorId,
    productId,
    query,
  }: RequestOf<typeof ListProductUpdates>): Promise<ReplyOf<typeof ListProductUpdates>> {
    const [product, { state }] = await Promise.all([
      this.products.read(String(productId)),
      this.updates.read(String(productId)),
    ]);
    if (!productOf(product.state, authorId)) return notFound('product');
    return readMemoryList(list, [authorId, productId], updatesOf(state).map(updateFacts), query, this.vault);
  }
}

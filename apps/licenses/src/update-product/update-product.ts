import { Handles } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, UpdateProduct } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Products } from '../aggregates.ts';
import { CatalogNotes } from '../catalog-notes.ts';
import { productFacts } from '../domain/facts.ts';

/** Changes settings of a product. [API-PRD-01] */
@Controller()
export class UpdateProductHandler {
  constructor(
    private readonly products: Products,
    private readonly notes: CatalogNotes,
  ) {}

  @Handles(UpdateProduct)
  async handle(request: RequestOf<typeof UpdateProduct>, call: CallContext): Promise<ReplyOf<typeof UpdateProduct>> {
    const { productId } = request;
    const note = await this.notes.seal('product', productId, request.note);
    const execution = await this.products.decide(productId, { type: 'UpdateProduct', request, note }, call);
    return replyTo(execution, productFacts);
  }
}

import { Handles } from '@licet/command-bus';
import { type CallContext, CreateProduct, type ReplyOf, type RequestOf, objectUuid } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { replyToCreation } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Products } from '../aggregates.ts';
import { productFacts } from '../domain/facts.ts';

/** Makes a product. [API-PRD-01] */
@Controller()
export class CreateProductHandler {
  constructor(
    private readonly store: EventStore,
    private readonly products: Products,
  ) {}

  @Handles(CreateProduct)
  async handle(request: RequestOf<typeof CreateProduct>, call: CallContext): Promise<ReplyOf<typeof CreateProduct>> {
    const productId = await this.store.nextNumber('product');
    const command = { type: 'CreateProduct' as const, productId, uuid: objectUuid(productId), request };
    const execution = await this.products.decide(productId, command, call);
    return replyToCreation(this.store, this.products, execution, call, productFacts);
  }
}

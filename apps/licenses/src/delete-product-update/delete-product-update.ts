import { Handles } from '@licet/command-bus';
import { type CallContext, DeleteProductUpdate, type ReplyOf, type RequestOf } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { ProductUpdatesOf } from '../product-updates.ts';

/** Removes an update; a check does not know it any more. [PU-04] */
@Controller()
export class DeleteProductUpdateHandler {
  constructor(private readonly updates: ProductUpdatesOf) {}

  @Handles(DeleteProductUpdate)
  async handle(
    request: RequestOf<typeof DeleteProductUpdate>,
    call: CallContext,
  ): Promise<ReplyOf<typeof DeleteProductUpdate>> {
    const execution = await this.updates.decide(request.productId, { type: 'DeleteProductUpdate', request }, call);
    return replyTo(execution, () => null);
  }
}

import { DeleteProductUpdate } from '@licet/contracts';
import { Delete, Param } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion } from '../http/etag.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { namedProduct } from '../products/get-product.ts';
import { namedUpdate, updateUuid } from './named-update.ts';

@NativeController('products/:id/updates')
export class DeleteUpdateController {
  /** [API-PRD-07, API-VERB-01, API-ETAG-03] */
  @Delete(':updateId')
  @Operation({
    id: 'deleteUpdate',
    summary: 'Deletes an update of a product.',
    dryRun: true,
    status: 204,
    versioned: true,
  })
  @Requires('products:write')
  async remove(@Call() call: NativeCall, @Param('id') id: string, @Param('updateId') updateId: string): Promise<void> {
    const { authorId, request } = call;
    const { productId, uuid, version } = await this.#named(call, id, updateId);
    const wanted = expectedVersion(request, version);
    await call.change(DeleteProductUpdate, { authorId, productId, uuid, expectedVersion: wanted });
  }

  /** A call that another run has begun is decided by the record: it knows whether that run has deleted what is not there. [API-IDEM-07] */
  async #named(call: NativeCall, id: string, updateId: string) {
    if (!call.run?.resumed) return (await namedUpdate(call, id, updateId)).update;
    const { productId } = await namedProduct(call, id);
    return { productId, uuid: updateUuid(updateId), version: 0 };
  }
}

import { DeleteProductUpdate } from '@licet/contracts';
import { Delete, Param } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion } from '../http/etag.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { namedUpdate } from './named-update.ts';

@NativeController('products/:id/updates')
export class DeleteUpdateController {
  /** [API-PRD-07, API-VERB-01, API-ETAG-03] */
  @Delete(':updateId')
  @Operation({ id: 'deleteUpdate', summary: 'Deletes an update of a product.', status: 204, versioned: true })
  @Requires('products:write')
  async remove(@Call() call: NativeCall, @Param('id') id: string, @Param('updateId') updateId: string): Promise<void> {
    const { update } = await namedUpdate(call, id, updateId);
    const { uuid, productId, version } = update;
    const wanted = expectedVersion(call.request, version);
    await call.change(DeleteProductUpdate, { authorId: call.authorId, productId, uuid, expectedVersion: wanted });
  }
}

import { DeleteSerial, parseNativeId } from '@licet/contracts';
import { Delete, Param } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { namedProduct } from '../products/get-product.ts';

@NativeController('products/:id/serials')
export class DeleteSerialController {
  /** Only while nobody has it. [API-PRD-09, API-VERB-01] */
  @Delete(':serialId')
  @Operation({
    id: 'deleteSerial',
    summary: 'Takes a free serial number off the list of a product.',
    dryRun: true,
    status: 204,
    problems: ['transition_not_allowed'],
  })
  @Requires('products:write')
  async remove(@Call() call: NativeCall, @Param('id') id: string, @Param('serialId') serialId: string): Promise<void> {
    const { productId } = await namedProduct(call, id);
    const uuid = parseNativeId('serial', serialId);
    if (uuid === undefined) throw new Problem('not_found');
    await call.change(DeleteSerial, { authorId: call.authorId, productId, uuid });
  }
}

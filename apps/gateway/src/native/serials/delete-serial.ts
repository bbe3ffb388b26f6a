import { DeleteSerial, parseNativeId } from '@licet/contracts';
import { Delete, HttpCode, Param } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Problem } from '../http/problem.ts';
import { namedProduct } from '../products/get-product.ts';

@NativeController('products/:id/serials')
export class DeleteSerialController {
  /** Only while nobody has it. [API-PRD-09, API-VERB-01] */
  @Delete(':serialId')
  @HttpCode(204)
  @Requires('products:write')
  async remove(@Call() call: NativeCall, @Param('id') id: string, @Param('serialId') serialId: string): Promise<void> {
    const { productId } = await namedProduct(call, id);
    const uuid = parseNativeId('serial', serialId);
    if (uuid === undefined) throw new Problem('not_found');
    await call.change(DeleteSerial, { authorId: call.authorId, productId, uuid });
  }
}

import { ListProductUpdates, type ListQuery, updateList } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { namedProduct } from '../products/get-product.ts';
import { UpdateView, updateView } from './update-view.ts';

@NativeController('products/:id/updates')
export class ListUpdatesController {
  /** [API-PRD-07, API-LIST-01] */
  @Get()
  @Operation({ id: 'listUpdates', summary: 'Updates of a product, newest first.', answers: ListOf(UpdateView) })
  @Requires('products:read')
  @ReadsQuery()
  async list(@Call() call: NativeCall, @Param('id') id: string, @Asked(updateList) query: ListQuery): Promise<object> {
    const product = await namedProduct(call, id);
    const { authorId } = call;
    const page = await call.ask(ListProductUpdates, { authorId, productId: product.productId, query });
    const rows = page.items.map((update) => updateView(update, product));
    return listOf(call, page, rows);
  }
}

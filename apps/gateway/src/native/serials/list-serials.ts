import { type ListQuery, ListSerials, serialList } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { namedProduct } from '../products/get-product.ts';
import { SerialView, serialView } from './serial-view.ts';

@NativeController('products/:id/serials')
export class ListSerialsController {
  /** [API-PRD-09, API-LIST-01] */
  @Get()
  @Operation({ id: 'listSerials', summary: 'Serial numbers of a product, newest first.', answers: ListOf(SerialView) })
  @Requires('products:read')
  @ReadsQuery()
  async list(@Call() call: NativeCall, @Param('id') id: string, @Asked(serialList) query: ListQuery): Promise<object> {
    const product = await namedProduct(call, id);
    const { authorId } = call;
    const page = await call.ask(ListSerials, { authorId, productId: product.productId, query });
    const rows = page.items.map((it) => serialView(it, product));
    return listOf(call, page, rows);
  }
}

import { GetProduct, ListObjects, type ListQuery, productList } from '@licet/contracts';
import { Get } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { ProductView, productView } from './product-view.ts';

@NativeController('products')
export class ListProductsController {
  /** The projector knows which, the owner how they are. [API-PRD-01, API-PRD-02, API-LIST-01] */
  @Get()
  @Operation({ id: 'listProducts', summary: 'Products, newest first.', answers: ListOf(ProductView) })
  @Requires('products:read')
  @ReadsQuery()
  async list(@Call() call: NativeCall, @Asked(productList) query: ListQuery): Promise<object> {
    const { authorId } = call;
    const page = await call.ask(ListObjects, { authorId, list: 'product', query });
    const products = await Promise.all(page.items.map((productId) => call.ask(GetProduct, { authorId, productId })));
    return listOf(call, page, products.map(productView));
  }
}

import { GetProduct, ListCatalog } from '@licet/contracts';
import { Get } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { ListPage, type Page, anyOf, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { ProductView, productView } from './product-view.ts';

@NativeController('products')
export class ListProductsController {
  /** The projector knows which, the owner how they are. [API-PRD-01, API-LIST-01] */
  @Get()
  @Operation({ id: 'listProducts', summary: 'Products, newest first.', answers: ListOf(ProductView) })
  @Requires('products:read')
  @ReadsQuery()
  async list(@Call() call: NativeCall, @ListPage(['status']) page: Page): Promise<object> {
    const { authorId, request, reply } = call;
    const { limit, before } = page;
    const { numbers, next } = await call.ask(ListCatalog, {
      authorId,
      resource: 'product',
      productIds: [],
      statuses: anyOf(page, 'status'),
      before,
      limit,
    });
    const products = await Promise.all(numbers.map((productId) => call.ask(GetProduct, { authorId, productId })));
    return listOf(products.map(productView), next, page, request, reply);
  }
}

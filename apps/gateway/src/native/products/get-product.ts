import { GetProduct, type ProductFacts } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { tagOf, tagged } from '../http/etag.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { assertNamed, nameOf } from '../http/resource-id.ts';
import { ProductView, productView } from './product-view.ts';

@NativeController('products')
export class GetProductController {
  /** [API-PRD-01] */
  @Get(':id')
  @Operation({ id: 'getProduct', summary: 'A product.', answers: ProductView, versioned: true })
  @Requires('products:read')
  async get(@Call() call: NativeCall, @Param('id') id: string): Promise<object | undefined> {
    const product = await namedProduct(call, id);
    return tagged(call.request, call.reply, tagOf(product.version), productView(product));
  }
}

/** The product that an id or alias names. */
export async function namedProduct(call: NativeCall, id: string): Promise<ProductFacts> {
  const named = await nameOf(call, 'product', id);
  return assertNamed(named, await call.ask(GetProduct, { authorId: call.authorId, productId: named.number }));
}

import { type ProductFacts, UpdateProduct } from '@licet/contracts';
import { Param, Patch } from '@nestjs/common';
import { mergeChange } from '../catalog/merge-change.ts';
import { NativeController, Requires } from '../http/authenticate.ts';
import { tagOf, tagged } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { namedProduct } from './get-product.ts';
import { UpdateProductBody } from './product-body.ts';
import { ProductView, productView } from './product-view.ts';

@NativeController('products')
export class UpdateProductController {
  /** JSON Merge Patch. [API-PRD-01, API-VERB-01, API-ETAG-03] */
  @Patch(':id')
  @Operation({
    id: 'updateProduct',
    summary: 'Changes a product; parts are merged member by member.',
    dryRun: true,
    answers: ProductView,
    versioned: true,
    problems: ['duplicate'],
  })
  @Requires('products:write')
  async update(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(UpdateProductBody) body: UpdateProductBody,
  ): Promise<object | undefined> {
    const { authorId, request, reply } = call;
    const product: ProductFacts = await mergeChange(
      call,
      body,
      () => namedProduct(call, id),
      ({ productId }, changes, expectedVersion) =>
        call.change(UpdateProduct, { authorId, productId, changes, expectedVersion }, { shared: true }),
    );
    return tagged(request, reply, tagOf(product.version), productView(product));
  }
}

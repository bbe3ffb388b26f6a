import { CreateProduct, type ProductFacts, defaultProduct, nativeId } from '@licet/contracts';
import { Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { tagOf, tagged } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { mergeSettings } from '../catalog/merge-settings.ts';
import { CreateProductBody } from './product-body.ts';
import { ProductView, productView } from './product-view.ts';

@NativeController('products')
export class CreateProductController {
  /** [API-PRD-01, API-VERB-01] */
  @Post()
  @Operation({
    id: 'createProduct',
    summary: 'Creates a product.',
    dryRun: true,
    status: 201,
    answers: ProductView,
    versioned: true,
    problems: ['duplicate'],
  })
  @Requires('products:write')
  async create(
    @Call() call: NativeCall,
    @JsonBody(CreateProductBody) body: CreateProductBody,
  ): Promise<object | undefined> {
    const { dna, ...named } = body;
    const settings = {
      ...mergeSettings(defaultProduct, named),
      ...(dna && { dnaProductId: dna.productId.toUpperCase() }),
    };
    const { authorId, request, reply } = call;
    const product: ProductFacts = await call.change(CreateProduct, { authorId, settings }, { shared: true });
    void reply.header('location', `/api/v1/products/${nativeId('product', product.uuid)}`);
    return tagged(request, reply, tagOf(product.version), productView(product));
  }
}

import { ListCatalogTransitions, type ListQuery, productTransitionList } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { TransitionView, transitionView } from '../http/transition-view.ts';
import { AnyText, ListOf } from '../http/view-schema.ts';
import { namedProduct } from './get-product.ts';

const ProductTransitionView = TransitionView(
  'ProductTransition',
  { from: AnyText, to: AnyText },
  { from: 'active', to: 'banned', note: '' },
);

@NativeController('products')
export class ListProductTransitionsController {
  /** Past changes of status and mode, newest first. [API-VERB-03] */
  @Get(':id/transitions')
  @Operation({
    id: 'listProductTransitions',
    summary: 'Past changes of status and mode of a product, newest first.',
    answers: ListOf(ProductTransitionView),
  })
  @Requires('products:read')
  @ReadsQuery()
  async list(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @Asked(productTransitionList) query: ListQuery,
  ): Promise<object> {
    const { productId } = await namedProduct(call, id);
    const asked = { authorId: call.authorId, object: 'product', number: productId, query } as const;
    const page = await call.ask(ListCatalogTransitions, asked);
    return listOf(call, page, page.items.map(transitionView));
  }
}

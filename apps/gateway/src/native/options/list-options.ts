import { GetOption, GetProduct, ListCatalog } from '@licet/contracts';
import { Get } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { ListPage, type Page, anyOf, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { readId } from '../http/resource-id.ts';
import { ListOf } from '../http/view-schema.ts';
import { OptionView, optionView } from './option-view.ts';

@NativeController('options')
export class ListOptionsController {
  /** [API-OPT-01, API-LIST-01] */
  @Get()
  @Operation({
    id: 'listOptions',
    summary: 'Options, newest first.',
    answers: ListOf(OptionView),
    problems: ['not_found'],
  })
  @Requires('options:read')
  @ReadsQuery()
  async list(@Call() call: NativeCall, @ListPage(['productId', 'status']) page: Page): Promise<object> {
    const { authorId, request, reply } = call;
    const { limit, before } = page;
    const { numbers, next } = await call.ask(ListCatalog, {
      authorId,
      resource: 'option',
      productIds: anyOf(page, 'productId').map((id) => readId('product', id).number),
      statuses: anyOf(page, 'status'),
      before,
      limit,
    });
    const options = await Promise.all(numbers.map((optionId) => call.ask(GetOption, { authorId, optionId })));
    const productIds = [...new Set(options.map(({ productId }) => productId))];
    const products = new Map(
      await Promise.all(
        productIds.map(async (productId) => [productId, await call.ask(GetProduct, { authorId, productId })] as const),
      ),
    );
    const views = options.flatMap((option) => {
      const product = products.get(option.productId);
      return product ? [optionView(option, product)] : [];
    });
    return listOf(views, next, page, request, reply);
  }
}

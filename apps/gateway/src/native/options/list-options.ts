import { GetOption, GetProduct, ListObjects, type ListQuery, optionList } from '@licet/contracts';
import { Get } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
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
  })
  @Requires('options:read')
  @ReadsQuery()
  async list(@Call() call: NativeCall, @Asked(optionList) query: ListQuery): Promise<object> {
    const { authorId } = call;
    const page = await call.ask(ListObjects, { authorId, list: 'option', query });
    const options = await Promise.all(page.items.map((optionId) => call.ask(GetOption, { authorId, optionId })));
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
    return listOf(call, page, views);
  }
}

import { Get, Param } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { ListPage, type Page, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { namedProduct } from '../products/get-product.ts';
import { updatesOf } from './named-update.ts';
import { UpdateView, updateView } from './update-view.ts';

@NativeController('products/:id/updates')
export class ListUpdatesController {
  /** Newest first. [API-PRD-07, API-LIST-01] */
  @Get()
  @Operation({ id: 'listUpdates', summary: 'Updates of a product, newest first.', answers: ListOf(UpdateView) })
  @Requires('products:read')
  @ReadsQuery()
  async list(@Call() call: NativeCall, @Param('id') id: string, @ListPage([]) page: Page): Promise<object> {
    const product = await namedProduct(call, id);
    const { before, limit } = page;
    const rest = (await updatesOf(call, product)).filter(({ number }) => before === null || number < before);
    const shown = rest.slice(0, limit);
    const next = rest.length > limit ? (shown.at(-1)?.number ?? null) : null;
    const rows = shown.map((update) => updateView(update, product));
    return listOf(rows, next, page, call.request, call.reply);
  }
}

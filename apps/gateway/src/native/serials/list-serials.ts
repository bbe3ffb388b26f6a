import { ListSerials } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { ListPage, type Page, listOf, parameterProblem } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { namedProduct } from '../products/get-product.ts';
import { SerialView, serialView } from './serial-view.ts';

@NativeController('products/:id/serials')
export class ListSerialsController {
  /** Newest first. [API-PRD-09, API-LIST-01] */
  @Get()
  @Operation({ id: 'listSerials', summary: 'Serial numbers of a product, newest first.', answers: ListOf(SerialView) })
  @Requires('products:read')
  @ReadsQuery()
  async list(@Call() call: NativeCall, @Param('id') id: string, @ListPage(['used']) page: Page): Promise<object> {
    const product = await namedProduct(call, id);
    const { authorId, request, reply } = call;
    const { before, limit } = page;
    const asked = { authorId, productId: product.productId, used: usedIn(page), before, limit };
    const { serials, next } = await call.ask(ListSerials, asked);
    const rows = serials.map((it) => serialView(it, product));
    return listOf(rows, next, page, request, reply);
  }
}

function usedIn({ filters: { used } }: Page): boolean | null {
  if (used === undefined) return null;
  if (used !== 'true' && used !== 'false') throw parameterProblem('parameter_invalid', 'used', 'must be true or false');
  return used === 'true';
}

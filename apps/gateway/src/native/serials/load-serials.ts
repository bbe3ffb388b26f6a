import { LoadSerials } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { namedProduct } from '../products/get-product.ts';
import { LoadSerialsBody } from './serial-body.ts';
import { SerialsLoaded } from './serial-view.ts';

@NativeController('products/:id/serials')
export class LoadSerialsController {
  /** Lines that stand on the list already are told and left out. [API-PRD-09] */
  @Post()
  @Operation({
    id: 'addSerials',
    summary: 'Puts serial numbers at the end of the list of a product.',
    dryRun: true,
    status: 201,
    answers: SerialsLoaded,
    problems: ['quota_exceeded'],
  })
  @Requires('products:write')
  async load(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(LoadSerialsBody) body: LoadSerialsBody,
  ): Promise<object> {
    const { productId } = await namedProduct(call, id);
    const serials = body.serials.map(({ serial, password }) => ({ serial, password: password ?? null }));
    const loaded = await call.change(LoadSerials, { authorId: call.authorId, productId, serials });
    return { object: 'serialsLoaded', ...loaded };
  }
}

import { Get, Param } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { tagOf, tagged } from '../http/etag.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { namedUpdate } from './named-update.ts';
import { UpdateView, updateView } from './update-view.ts';

@NativeController('products/:id/updates')
export class GetUpdateController {
  /** What `Location` of a creation names. [API-VERB-01, API-ETAG-01] */
  @Get(':updateId')
  @Operation({ id: 'getUpdate', summary: 'An update of a product.', answers: UpdateView, versioned: true })
  @Requires('products:read')
  async get(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @Param('updateId') updateId: string,
  ): Promise<object | undefined> {
    const { product, update } = await namedUpdate(call, id, updateId);
    return tagged(call.request, call.reply, tagOf(update.version), updateView(update, product));
  }
}

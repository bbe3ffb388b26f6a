import { ChangeProductUpdate } from '@licet/contracts';
import { Param, Patch } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion, tagOf, tagged } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { namedUpdate } from './named-update.ts';
import { ChangeUpdateBody, changesOf } from './update-body.ts';
import { UpdateView, updateView } from './update-view.ts';

@NativeController('products/:id/updates')
export class ChangeUpdateController {
  /** JSON Merge Patch. [API-PRD-07, API-VERB-01, API-ETAG-03] */
  @Patch(':updateId')
  @Operation({
    id: 'updateUpdate',
    summary: 'Changes an update of a product.',
    dryRun: true,
    answers: UpdateView,
    versioned: true,
    problems: ['duplicate'],
  })
  @Requires('products:write')
  async change(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @Param('updateId') updateId: string,
    @JsonBody(ChangeUpdateBody) body: ChangeUpdateBody,
  ): Promise<object | undefined> {
    const { authorId, request, reply } = call;
    const { product, update } = await namedUpdate(call, id, updateId);
    const { uuid, productId, version } = update;
    const wanted = expectedVersion(request, version);
    const change = { authorId, productId, uuid, ...changesOf(body), expectedVersion: wanted };
    const changed = await call.change(ChangeProductUpdate, change);
    return tagged(request, reply, tagOf(changed.version), updateView(changed, product));
  }
}

import { UpdateKey } from '@licet/contracts';
import { Param, Patch } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { answerKey, namedKey } from './get-key.ts';
import { UpdateKeyBody } from './key-body.ts';
import { KeyView } from './key-view.ts';

@NativeController('keys')
export class UpdateKeyController {
  /** JSON Merge Patch; holds on the next call with the key. [API-KEY-02, API-ETAG-03] */
  @Patch(':id')
  @Operation({
    id: 'updateKey',
    summary: 'Changes an API key.',
    answers: KeyView,
    versioned: true,
    problems: ['transition_not_allowed'],
  })
  @Requires('keys:manage')
  async update(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(UpdateKeyBody) body: UpdateKeyBody,
  ): Promise<object | undefined> {
    const { authorId, request } = call;
    const { uuid, version } = await namedKey(call, id);
    const wanted = expectedVersion(request, version);
    const change = { authorId, uuid, changes: Object.assign({}, body), expectedVersion: wanted };
    return answerKey(call, await call.change(UpdateKey, change));
  }
}

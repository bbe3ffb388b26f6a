import { RevokeKey } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { answerKey, namedKey } from './get-key.ts';
import { TransitionKeyBody } from './key-body.ts';
import { KeyView } from './key-view.ts';

const ends = { revoked: RevokeKey } as const;

@NativeController('keys')
export class TransitionKeyController {
  /** To `revoked`: the key is refused on the next call. [API-KEY-02, API-KEY-07] */
  @Post(':id/transitions')
  @Operation({ id: 'transitionKey', summary: 'Revokes an API key.', answers: KeyView, versioned: true })
  @Requires('keys:manage')
  async transition(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(TransitionKeyBody) { to }: TransitionKeyBody,
  ): Promise<object | undefined> {
    const { authorId, request } = call;
    const { uuid, version } = await namedKey(call, id);
    expectedVersion(request, version);
    return answerKey(call, await call.change(ends[to], { authorId, uuid }));
  }
}

import { RotateKey, nativeId } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { answerKey, namedKey } from './get-key.ts';
import { RotateKeyBody } from './key-body.ts';
import { KeyView } from './key-view.ts';
import { newSecret } from './new-secret.ts';

@NativeController('keys')
export class RotateKeyController {
  /** Answers with a successor of the same settings; the key itself works on for the overlap, 24 hours unless told otherwise. A test key gets no live one. [API-KEY-04, API-KEY-05] */
  @Post(':id/rotate')
  @Operation({
    id: 'rotateKey',
    summary: 'Makes a successor of an API key, which is in this answer only.',
    answers: KeyView,
    problems: ['transition_not_allowed'],
  })
  @Requires('keys:manage')
  async rotate(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(RotateKeyBody) { overlapHours = 24 }: RotateKeyBody,
  ): Promise<object | undefined> {
    const { uuid, dialect, mode } = await namedKey(call, id);
    if (mode === 'live') call.requireLive('keys:manage');
    const { keyId, secret, shown } = newSecret(dialect, mode, call.draw);
    const successor = await call.change(RotateKey, { authorId: call.authorId, uuid, keyId, secret, overlapHours });
    void call.reply.header('location', `/api/v1/keys/${nativeId('key', successor.uuid)}`);
    return answerKey(call, successor, shown);
  }
}

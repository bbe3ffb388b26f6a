import { CreateKey, nativeId } from '@licet/contracts';
import { Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { answerKey } from './get-key.ts';
import { CreateKeyBody } from './key-body.ts';
import { KeyView } from './key-view.ts';
import { newSecret } from './new-secret.ts';

@NativeController('keys')
export class CreateKeyController {
  /** The key itself is in this answer only. A test key makes no live one. [API-KEY-01, API-KEY-02, API-KEY-05, API-KEY-06] */
  @Post()
  @Operation({
    id: 'createKey',
    summary: 'Creates an API key, which is in this answer only.',
    status: 201,
    answers: KeyView,
    versioned: true,
  })
  @Requires('keys:manage')
  async create(@Call() call: NativeCall, @JsonBody(CreateKeyBody) body: CreateKeyBody): Promise<object | undefined> {
    const { dialect = 'native', mode = 'live', ...settings } = body;
    if (mode === 'live') call.requireLive('keys:manage');
    const { keyId, secret, shown } = newSecret(dialect, mode, call.draw);
    const request = { ...settings, authorId: call.authorId, keyId, dialect, mode, secret };
    const key = await call.change(CreateKey, request);
    void call.reply.header('location', `/api/v1/keys/${nativeId('key', key.uuid)}`);
    return answerKey(call, key, shown);
  }
}

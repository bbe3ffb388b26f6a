import { GetKey } from '@licet/contracts';
import { Get } from '@nestjs/common';
import { ForEveryKey, NativeController } from '../http/authenticate.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { answerKey } from './get-key.ts';
import { KeyView } from './key-view.ts';

@NativeController('keys')
export class GetSelfKeyController {
  /** The calling key, whatever its scopes are. [API-KEY-08] */
  @Get('self')
  @Operation({
    id: 'getSelfKey',
    summary: 'The calling key.',
    answers: KeyView,
    versioned: true,
    problems: ['not_found'],
  })
  @ForEveryKey()
  async get(@Call() call: NativeCall): Promise<object | undefined> {
    const { authorId, caller } = call;
    if (caller.actor.kind !== 'key') throw new Problem('not_found'); // somebody who has signed in has none
    return answerKey(call, await call.ask(GetKey, { authorId, name: { keyId: caller.actor.id } }));
  }
}

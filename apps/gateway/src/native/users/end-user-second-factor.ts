import { RemoveSecondFactor } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { answerUser, namedUser } from './get-user.ts';
import { UserView } from './user-view.ts';

@NativeController('users')
export class EndUserSecondFactorController {
  /** For somebody who has lost it. Users reach what is live, so a test key takes none away. [API-USR-04, API-KEY-05] */
  @Post(':id/secondFactor/end')
  @Operation({
    id: 'endUserSecondFactor',
    summary: 'Switches off the second factor of somebody who has lost it.',
    answers: UserView,
  })
  @Requires('users:manage')
  async end(@Call() call: NativeCall, @Param('id') id: string): Promise<object | undefined> {
    call.requireLive('users:manage');
    const { uuid } = await namedUser(call, id);
    return answerUser(call, await call.change(RemoveSecondFactor, { authorId: call.authorId, uuid }));
  }
}

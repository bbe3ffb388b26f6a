import { ReplaceUserPassword } from '@licet/contracts';
import { generateApiPassword } from '@licet/vault';
import { Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { answerUser, namedUser } from './get-user.ts';
import { UserView, secretsOf } from './user-view.ts';

@NativeController('users')
export class RotateUserController {
  /** A new password, in this answer only; the old one fails from the next call on. A test key gets none. [API-USR-02, AUTH-09, API-KEY-05] */
  @Post(':id/rotate')
  @Operation({ id: 'rotateUser', summary: 'Makes a new password, which is in this answer only.', answers: UserView })
  @Requires('users:manage')
  async rotate(@Call() call: NativeCall, @Param('id') id: string): Promise<object | undefined> {
    call.requireLive('users:manage');
    const { uuid } = await namedUser(call, id);
    const password = generateApiPassword(call.draw);
    const user = await call.change(ReplaceUserPassword, { authorId: call.authorId, uuid, password });
    return answerUser(call, user, secretsOf(user, password));
  }
}

import { ReplaceUserPassword } from '@licet/contracts';
import { generateApiPassword } from '@licet/vault';
import { HttpCode, Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { answerUser, namedUser } from './get-user.ts';
import { secretsOf } from './user-view.ts';

@NativeController('users')
export class RotateUserController {
  /** A new password, in this answer only; the old one fails from the next call on. [API-USR-02, AUTH-09] */
  @Post(':id/rotate')
  @HttpCode(200)
  @Requires('users:manage')
  async rotate(@Call() call: NativeCall, @Param('id') id: string): Promise<object | undefined> {
    const { uuid } = await namedUser(call, id);
    const password = generateApiPassword(call.draw);
    const user = await call.change(ReplaceUserPassword, { authorId: call.authorId, uuid, password });
    return answerUser(call, user, secretsOf(user, password));
  }
}

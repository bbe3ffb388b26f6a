import { SignOut } from '@licet/contracts';
import { Post } from '@nestjs/common';
import { AllowedReadOnly, ForEveryKey, NativeController, tokenIn } from '../http/authenticate.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { forgetCookie } from './sign-in-answer.ts';

@NativeController('signOut')
export class SignOutController {
  /** Token and cookie are worth nothing from then on; a key stays what it is. [API-USR-04] */
  @Post()
  @Operation({ id: 'signOut', summary: 'Ends the sign-in that the token belongs to.', status: 204 })
  @ForEveryKey()
  @AllowedReadOnly()
  async signOut(@Call() call: NativeCall): Promise<void> {
    const token = tokenIn(call.request);
    if (token !== undefined) await call.change(SignOut, { token });
    forgetCookie(call.request, call.reply);
  }
}

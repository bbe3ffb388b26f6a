import { UpdateUser } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { answerUser, namedUser } from './get-user.ts';
import { TransitionUserBody } from './user-body.ts';
import { UserView } from './user-view.ts';

@NativeController('users')
export class TransitionUserController {
  /** Between `active` and `disabled`; a disabled user logs on nowhere. [API-USR-01, AUTH-04] */
  @Post(':id/transitions')
  @Operation({
    id: 'transitionUser',
    summary: 'Disables a person or API user, or lets them in again.',
    answers: UserView,
    versioned: true,
  })
  @Requires('users:manage')
  async transition(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(TransitionUserBody) { to: status }: TransitionUserBody,
  ): Promise<object | undefined> {
    const { authorId, request } = call;
    const { uuid, version } = await namedUser(call, id);
    const wanted = expectedVersion(request, version);
    const change = { authorId, uuid, changes: { status }, expectedVersion: wanted };
    return answerUser(call, await call.change(UpdateUser, change));
  }
}

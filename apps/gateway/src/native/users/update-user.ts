import { UpdateUser } from '@licet/contracts';
import { Param, Patch } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { answerUser, namedUser } from './get-user.ts';
import { UpdateUserBody } from './user-body.ts';
import { UserView } from './user-view.ts';

@NativeController('users')
export class UpdateUserController {
  /** JSON Merge Patch; holds on the next call of the user. [API-USR-01, PERM-21, API-ETAG-03] */
  @Patch(':id')
  @Operation({ id: 'updateUser', summary: 'Changes a person or API user.', answers: UserView, versioned: true })
  @Requires('users:manage')
  async update(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(UpdateUserBody) body: UpdateUserBody,
  ): Promise<object | undefined> {
    const { authorId, request } = call;
    const { uuid, version } = await namedUser(call, id);
    const wanted = expectedVersion(request, version);
    const change = { authorId, uuid, changes: Object.assign({}, body), expectedVersion: wanted };
    return answerUser(call, await call.change(UpdateUser, change));
  }
}

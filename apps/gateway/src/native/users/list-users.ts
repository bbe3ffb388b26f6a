import { type ListQuery, ListUsers, userList } from '@licet/contracts';
import { Get } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { UserView, userView } from './user-view.ts';

@NativeController('users')
export class ListUsersController {
  /** [API-USR-01, API-LIST-01] */
  @Get()
  @Operation({ id: 'listUsers', summary: 'People and API users, newest first.', answers: ListOf(UserView) })
  @Requires('users:manage')
  @ReadsQuery()
  async list(@Call() call: NativeCall, @Asked(userList) query: ListQuery): Promise<object> {
    const page = await call.ask(ListUsers, { authorId: call.authorId, query });
    const rows = page.items.map((user) => userView(user));
    return listOf(call, page, rows);
  }
}

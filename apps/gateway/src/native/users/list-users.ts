import { ListUsers } from '@licet/contracts';
import { Get } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { ListPage, type Page, listOf } from '../http/list.ts';
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
  async list(@Call() call: NativeCall, @ListPage([]) page: Page): Promise<object> {
    const { authorId, request, reply } = call;
    const { users, next } = await call.ask(ListUsers, { authorId, before: page.before, limit: page.limit });
    const rows = users.map((user) => userView(user));
    return listOf(rows, next, page, request, reply);
  }
}

import { ListKeys } from '@licet/contracts';
import { Get } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { ListPage, type Page, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { KeyView, keyView } from './key-view.ts';

@NativeController('keys')
export class ListKeysController {
  /** [API-KEY-02, API-LIST-01] */
  @Get()
  @Operation({ id: 'listKeys', summary: 'API keys, newest first.', answers: ListOf(KeyView) })
  @Requires('keys:manage')
  @ReadsQuery()
  async list(@Call() call: NativeCall, @ListPage([]) page: Page): Promise<object> {
    const { authorId, request, reply } = call;
    const { keys, next } = await call.ask(ListKeys, { authorId, before: page.before, limit: page.limit });
    const rows = keys.map((key) => keyView(key));
    return listOf(rows, next, page, request, reply);
  }
}

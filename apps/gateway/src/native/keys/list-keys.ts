import { ListKeys, type ListQuery, keyList } from '@licet/contracts';
import { Get } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
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
  async list(@Call() call: NativeCall, @Asked(keyList) query: ListQuery): Promise<object> {
    const page = await call.ask(ListKeys, { authorId: call.authorId, query });
    const rows = page.items.map((key) => keyView(key));
    return listOf(call, page, rows);
  }
}

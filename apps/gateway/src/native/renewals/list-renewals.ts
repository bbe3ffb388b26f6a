import { ListObjects, type ListQuery, renewalList } from '@licet/contracts';
import { Get } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf, ownOnly, viewsOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { readRenewal, viewOf } from './renewal-answers.ts';
import { RenewalView } from './renewal-view.ts';

@NativeController('renewals')
export class ListRenewalsController {
  /** The projector knows which, the owner how they are. [API-INV-06, API-LIST-01] */
  @Get()
  @Operation({ id: 'listRenewals', summary: 'Renewals, newest first.', answers: ListOf(RenewalView) })
  @Requires('renewals:read')
  @ReadsQuery()
  async list(@Call() call: NativeCall, @Asked(renewalList) query: ListQuery): Promise<object> {
    const page = await call.ask(ListObjects, { authorId: call.authorId, list: 'renewal', query: ownOnly(call, query) });
    const views = await viewsOf(page.items, async (id) => viewOf(call, await readRenewal(call, id)));
    return listOf(call, page, views);
  }
}

import { ListCreditEntries, type ListQuery, entryList } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { namedCustomer } from '../customers/get-customer.ts';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { EntryView, entryView } from './balance-view.ts';
import { balanceName } from './create-license-entry.ts';

@NativeController('customers')
export class ListCustomerEntriesController {
  /** Movements of a balance, newest first; they add up to it. [API-CUS-07, API-VERB-04, API-BAL-04] */
  @Get(':id/balances/:name/entries')
  @Operation({
    id: 'listCustomerEntries',
    summary: 'Movements of a balance of a customer, newest first.',
    answers: ListOf(EntryView),
  })
  @Requires('customers:read')
  @ReadsQuery()
  async list(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @Param('name') name: string,
    @Asked(entryList) query: ListQuery,
  ): Promise<object> {
    const { authorId } = call;
    const { customerId } = await namedCustomer(call, id);
    const page = await call.ask(ListCreditEntries, { authorId, customerId, name: balanceName(name), query });
    const items = page.items.map((entry) => entryView(entry, 'customer'));
    return listOf(call, page, items);
  }
}

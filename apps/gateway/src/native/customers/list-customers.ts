import { GetCustomer, ListObjects, type ListQuery, customerList } from '@licet/contracts';
import { Get } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf, viewsOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { CustomerView, customerView } from './customer-view.ts';

@NativeController('customers')
export class ListCustomersController {
  /** Whoever was merged into another is not listed. What names a person is searched only by those who may see it. [API-CUS-02, API-CUS-06] */
  @Get()
  @Operation({ id: 'listCustomers', summary: 'Customers, newest first.', answers: ListOf(CustomerView) })
  @Requires('customers:read')
  @ReadsQuery()
  async list(@Call() call: NativeCall, @Asked(customerList) query: ListQuery): Promise<object> {
    const { authorId, caller } = call;
    const { filters, words } = query;
    if (words.length > 0 || filters.some(({ field }) => field === 'email' || field === 'country'))
      call.require('customers:personal');
    const page = await call.ask(ListObjects, { authorId, list: 'customer', query });
    const personal = caller.scopes.includes('customers:personal');
    const views = await viewsOf(page.items, async (customerId) =>
      customerView(await call.ask(GetCustomer, { authorId, customerId }), personal),
    );
    return listOf(call, page, views);
  }
}

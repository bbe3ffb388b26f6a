import { GetCredits } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { namedCustomer } from '../customers/get-customer.ts';
import { NativeController, Requires } from '../http/authenticate.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { BalanceView, creditsView } from './balance-view.ts';

@NativeController('customers')
export class ListCustomerBalancesController {
  /** All of them; of a customer who was merged into another, that other's. [API-CUS-07, API-CUS-04] */
  @Get(':id/balances')
  @Operation({
    id: 'listCustomerBalances',
    summary: 'The balances of a customer, from which all his licenses may consume.',
    answers: ListOf(BalanceView),
  })
  @Requires('customers:read')
  async list(@Call() call: NativeCall, @Param('id') id: string): Promise<object> {
    const { authorId } = call;
    const { customerId } = await namedCustomer(call, id);
    const { balances } = await call.ask(GetCredits, { authorId, customerId });
    return { object: 'list', data: balances.map(creditsView), next: null, previous: null };
  }
}

import { EnterCredits } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import { namedCustomer } from '../customers/get-customer.ts';
import { NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion, tagOf } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { EntryMade, entryView } from './balance-view.ts';
import { EntryBody, balanceName } from './create-license-entry.ts';

@NativeController('customers')
export class CreateCustomerEntryController {
  /**
   * The whole amount or nothing; never below zero. The first addition makes the balance. `If-Match` compares with the customer, whom an entry does not
   * change. Live licenses consume from it, so it is not for test keys. [API-CUS-07, API-VERB-04, API-ETAG-03, API-KEY-06]
   */
  @Post(':id/balances/:name/entries')
  @Operation({
    id: 'createCustomerEntry',
    summary: 'Adds to a balance of a customer, or consumes of it.',
    dryRun: true,
    status: 201,
    answers: EntryMade,
    conditional: true,
    problems: ['balance_insufficient'],
  })
  @Requires('customers:write')
  async create(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @Param('name') name: string,
    @JsonBody(EntryBody) { amount, reason = '' }: EntryBody,
  ): Promise<object> {
    call.requireLive('customers:write');
    const { authorId, request } = call;
    const { customerId, version } = await namedCustomer(call, id);
    expectedVersion(request, version);
    const entering = { authorId, customerId, name: balanceName(name), amount, reason };
    const { entry, balance } = await call.change(EnterCredits, entering);
    void call.reply.header('etag', tagOf(version));
    return { entry: entryView(entry, 'customer'), balance };
  }
}

import { type CustomerFacts, GetCustomer, nativeId } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { tagOf, tagged } from '../http/etag.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { assertNamed, nameOf } from '../http/resource-id.ts';
import { CustomerView, customerView } from './customer-view.ts';

@NativeController('customers')
export class GetCustomerController {
  /** [API-CUS-01] */
  @Get(':id')
  @Operation({
    id: 'getCustomer',
    summary: 'A customer; of one that was merged into another, that other.',
    answers: CustomerView,
    versioned: true,
  })
  @Requires('customers:read')
  async get(@Call() call: NativeCall, @Param('id') id: string): Promise<object | undefined> {
    return showCustomer(call, await namedCustomer(call, id));
  }
}

/** The customer that an id or alias names; of one that was merged into another, that other, and a header says so. [API-CUS-04] */
export async function namedCustomer(call: NativeCall, id: string): Promise<CustomerFacts> {
  const named = await nameOf(call, 'customer', id);
  const customer = await call.ask(GetCustomer, { authorId: call.authorId, customerId: named.number });
  if (customer.customerId === named.number) return assertNamed(named, customer);
  void call.reply.header('licet-merged-from', named.uuid ? nativeId('customer', named.uuid) : id);
  return customer;
}

export const showCustomer = ({ request, reply, caller }: NativeCall, customer: CustomerFacts) =>
  tagged(request, reply, tagOf(customer.version), customerView(customer, caller.scopes.includes('customers:personal')));

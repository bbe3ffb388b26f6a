import { type CustomerFacts, GetCustomer, nativeId } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { ForCustomers, NativeController, Requires } from '../http/authenticate.ts';
import { tagOf, tagged } from '../http/etag.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
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
  @ForCustomers()
  async get(@Call() call: NativeCall, @Param('id') id: string): Promise<object | undefined> {
    return showCustomer(call, await namedCustomer(call, id));
  }
}

/** The customer that an id or alias names; of one that was merged into another, that other, and a header says so. [API-CUS-04] */
export async function namedCustomer(call: NativeCall, id: string): Promise<CustomerFacts> {
  const named = await nameOf(call, 'customer', id);
  const customer = await call.ask(GetCustomer, { authorId: call.authorId, customerId: named.number });
  if (call.customerId !== null && call.customerId !== customer.customerId) throw new Problem('not_found'); // [API-USR-05]
  if (customer.customerId === named.number) return assertNamed(named, customer);
  void call.reply.header('licet-merged-from', named.uuid ? nativeId('customer', named.uuid) : id);
  return customer;
}

/** Notes are the author's own. [API-USR-05] */
export function showCustomer({ request, reply, caller, customerId }: NativeCall, customer: CustomerFacts) {
  const view = customerView(customer, caller.scopes.includes('customers:personal'));
  const shown = customerId === null ? view : { ...view, notes: null, metadata: {} };
  return tagged(request, reply, tagOf(customer.version), shown);
}

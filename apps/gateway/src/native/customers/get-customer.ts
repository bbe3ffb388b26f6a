import { type CustomerFacts, GetCustomer, nativeId } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { ForCustomers, NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { tagOf, tagged } from '../http/etag.ts';
import { Includes } from '../http/includes.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { assertNamed, nameOf } from '../http/resource-id.ts';
import { customerView } from './customer-view.ts';
import { CustomerWithIncludes } from './customer-with-includes.ts';
import { type IncludeOfCustomer, IncludedInCustomer, includesOfCustomer } from './included-in-customer.ts';

@NativeController('customers')
export class GetCustomerController {
  readonly #included: IncludedInCustomer;

  constructor(included: IncludedInCustomer) {
    this.#included = included;
  }

  /** What is included is not told by the version. [API-CUS-01, API-CUS-02] */
  @Get(':id')
  @Operation({
    id: 'getCustomer',
    summary: 'A customer; of one that was merged into another, that other.',
    answers: CustomerWithIncludes,
    versioned: true,
  })
  @Requires('customers:read')
  @ForCustomers()
  @ReadsQuery()
  async get(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @Includes(includesOfCustomer) includes: readonly IncludeOfCustomer[],
  ): Promise<object | undefined> {
    const customer = await namedCustomer(call, id);
    const included = await this.#included.of(call, customer.customerId, includes);
    return showCustomer(call, customer, included);
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
export function showCustomer(
  { request, reply, caller, customerId }: NativeCall,
  customer: CustomerFacts,
  included: object = {},
): object | undefined {
  const view = customerView(customer, caller.scopes.includes('customers:personal'));
  const shown = { ...view, ...(customerId !== null && { notes: null, metadata: {} }), ...included };
  return tagged(request, reply, tagOf(customer.version), shown, Object.keys(included).length === 0);
}

import { GetCustomer, MergeCustomer } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { nameOf } from '../http/resource-id.ts';
import { MergeBody } from './customer-body.ts';
import { CustomerView } from './customer-view.ts';
import { namedCustomer, showCustomer } from './get-customer.ts';
import { requirePasswordRights } from './password-rights.ts';

@NativeController('customers')
export class MergeCustomerController {
  /** Answers with who stands for both; the id of the merged one leads there too. The password of the one opens what was the other's. [API-CUS-04] */
  @Post(':id/merge')
  @Operation({
    id: 'mergeCustomer',
    summary: 'Merges a customer into another, who gets all licenses and invoices.',
    dryRun: true,
    answers: CustomerView,
    versioned: true,
    problems: ['transition_not_allowed'],
  })
  @Requires('customers:write')
  async merge(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(MergeBody) body: MergeBody,
  ): Promise<object | undefined> {
    requirePasswordRights(call, 'customers:write');
    const { authorId, request } = call;
    const { version } = await namedCustomer(call, id);
    const { number: customerId } = await nameOf(call, 'customer', id);
    const { number: intoId } = await nameOf(call, 'customer', body.intoId);
    const merge = { authorId, customerId, intoId, expectedVersion: expectedVersion(request, version) };
    const survivor = await call.change(MergeCustomer, merge);
    return showCustomer(call, await call.ask(GetCustomer, { authorId, customerId: survivor.customerId }));
  }
}

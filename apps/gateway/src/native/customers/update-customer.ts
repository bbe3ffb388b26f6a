import { GetCustomer, UpdateCustomer } from '@licet/contracts';
import { Param, Patch } from '@nestjs/common';
import { ForCustomers, NativeController, Requires } from '../http/authenticate.ts';
import { scopeMissing } from '../http/problem.ts';
import { expectedVersion } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { UpdateCustomerBody, contactIn, membersIn } from './customer-body.ts';
import { CustomerView } from './customer-view.ts';
import { namedCustomer, showCustomer } from './get-customer.ts';

@NativeController('customers')
export class UpdateCustomerController {
  /** JSON Merge Patch; an e-mail address that is changed is found by at once. [API-CUS-01, API-VERB-01, API-ETAG-03] */
  @Patch(':id')
  @Operation({
    id: 'updateCustomer',
    summary: 'Changes a customer.',
    dryRun: true,
    answers: CustomerView,
    versioned: true,
    problems: ['duplicate', 'transition_not_allowed'],
  })
  @Requires('customers:write')
  @ForCustomers()
  async update(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(UpdateCustomerBody) body: UpdateCustomerBody,
  ): Promise<object | undefined> {
    const { authorId, request } = call;
    const { customerId, version } = await namedCustomer(call, id);
    const { registered } = body;
    if (call.customerId !== null) assertContactOnly(body);
    await call.change(UpdateCustomer, {
      ...{ authorId, customerId, contact: contactIn(body), members: membersIn(body) },
      expectedVersion: expectedVersion(request, version),
      ...(registered !== undefined && { registered }),
    });
    return showCustomer(call, await call.ask(GetCustomer, { authorId, customerId }));
  }
}

/** A customer changes his contact data; the rest is what the author says of him. [API-USR-05] */
function assertContactOnly({ registered, notes, isDistributor, externalId, metadata }: UpdateCustomerBody): void {
  const told = [registered, notes, isDistributor, externalId, metadata].some((member) => member !== undefined);
  if (told) throw scopeMissing('customers:write');
}

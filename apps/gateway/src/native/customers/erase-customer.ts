import { EraseCustomer, GetCustomer } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion } from '../http/etag.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { CustomerView } from './customer-view.ts';
import { namedCustomer, showCustomer } from './get-customer.ts';

@NativeController('customers')
export class EraseCustomerController {
  /** Whoever answers for the id, and all who were merged into him. His licenses may be live ones: not for test keys. [API-CUS-05, API-KEY-06] */
  @Post(':id/erase')
  @Operation({
    id: 'eraseCustomer',
    summary: 'Destroys the key of the personal data of a customer, for ever.',
    dryRun: true,
    status: 200,
    answers: CustomerView,
    versioned: true,
  })
  @Requires('customers:erase')
  async erase(@Call() call: NativeCall, @Param('id') id: string): Promise<object | undefined> {
    call.requireLive('customers:erase');
    const { authorId, request } = call;
    const { customerId, version } = await namedCustomer(call, id);
    await call.change(EraseCustomer, { authorId, customerId, expectedVersion: expectedVersion(request, version) });
    return showCustomer(call, await call.ask(GetCustomer, { authorId, customerId }));
  }
}

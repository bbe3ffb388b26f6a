import { ReadCustomerPassword } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { CustomerPasswordView } from './customer-view.ts';
import { namedCustomer } from './get-customer.ts';
import { requirePasswordRights } from './password-rights.ts';

@NativeController('customers')
export class GetCustomerPasswordController {
  /** Who looked is recorded before anything is shown. [API-CUS-03] */
  @Get(':id/password')
  @Operation({
    id: 'getCustomerPassword',
    summary: 'The password of a customer who did not choose it; that somebody looked is recorded.',
    answers: CustomerPasswordView,
  })
  @Requires('customers:passwords')
  async get(@Call() call: NativeCall, @Param('id') id: string): Promise<object> {
    requirePasswordRights(call, 'customers:passwords');
    const { customerId } = await namedCustomer(call, id);
    return call.change(ReadCustomerPassword, { authorId: call.authorId, customerId });
  }
}

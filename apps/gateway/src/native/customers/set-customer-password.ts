import { SetCustomerPassword } from '@licet/contracts';
import { generateActivationPassword } from '@licet/vault';
import { HttpCode, Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { PasswordBody } from './customer-body.ts';
import { namedCustomer } from './get-customer.ts';

@NativeController('customers')
export class SetCustomerPasswordController {
  /** Set by staff, so not chosen by the customer. A random one is shown here and never again. [API-CUS-03, PWD-17] */
  @Post(':id/password')
  @HttpCode(200)
  @Requires('customers:write')
  async set(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(PasswordBody) body: PasswordBody,
  ): Promise<object> {
    const { customerId } = await namedCustomer(call, id);
    const password = body.password ?? generateActivationPassword(call.draw);
    await call.change(SetCustomerPassword, { authorId: call.authorId, customerId, password, chosenByCustomer: false });
    return body.password === undefined ? { password } : {};
  }
}

import { SetCustomerPassword } from '@licet/contracts';
import { generateActivationPassword } from '@licet/vault';
import { Param, Post } from '@nestjs/common';
import { ForCustomers, NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { PasswordBody } from './customer-body.ts';
import { MadePassword } from './customer-view.ts';
import { namedCustomer } from './get-customer.ts';
import { requirePasswordRights } from './password-rights.ts';

@NativeController('customers')
export class SetCustomerPasswordController {
  /**
   * Set by staff, so not chosen by the customer, who chooses one when he has signed in. A random one is shown here and never again.
   * [API-CUS-03, PWD-17]
   */
  @Post(':id/password')
  @Operation({
    id: 'setCustomerPassword',
    summary: 'Sets the password of a customer, or makes a random one.',
    dryRun: true,
    answers: MadePassword,
    problems: ['parameter_missing', 'transition_not_allowed'],
  })
  @Requires('customers:write')
  @ForCustomers()
  async set(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(PasswordBody) body: PasswordBody,
  ): Promise<object> {
    const chosenByCustomer = call.customerId !== null;
    requirePasswordRights(call, 'customers:write');
    const { customerId } = await namedCustomer(call, id);
    if (chosenByCustomer && body.password === undefined) throw nothingChosen();
    const password = body.password ?? generateActivationPassword(call.draw);
    await call.change(SetCustomerPassword, { authorId: call.authorId, customerId, password, chosenByCustomer });
    return body.password === undefined ? { password } : {};
  }
}

const nothingChosen = (): Problem =>
  new Problem('parameter_missing', undefined, {
    errors: [{ pointer: '/password', code: 'required', detail: 'must be chosen' }],
  });

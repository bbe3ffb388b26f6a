import { CreateCustomer, GetCustomer, nativeId } from '@licet/contracts';
import { Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { CreateCustomerBody, contactIn, membersIn } from './customer-body.ts';
import { CustomerView } from './customer-view.ts';
import { showCustomer } from './get-customer.ts';

@NativeController('customers')
export class CreateCustomerController {
  /** Needs company, last name or e-mail. [API-CUS-01, API-VERB-01] */
  @Post()
  @Operation({
    id: 'createCustomer',
    summary: 'Creates a customer.',
    dryRun: true,
    status: 201,
    answers: CustomerView,
    versioned: true,
    problems: ['duplicate', 'parameter_missing'],
  })
  @Requires('customers:create')
  async create(
    @Call() call: NativeCall,
    @JsonBody(CreateCustomerBody) body: CreateCustomerBody,
  ): Promise<object | undefined> {
    const { authorId, reply } = call;
    const { registered = true } = body;
    const request = { authorId, registered, contact: contactIn(body), members: membersIn(body), password: null };
    const { customerId, uuid } = await call.change(CreateCustomer, request);
    void reply.header('location', `/api/v1/customers/${nativeId('customer', uuid)}`);
    return showCustomer(call, await call.ask(GetCustomer, { authorId, customerId }));
  }
}

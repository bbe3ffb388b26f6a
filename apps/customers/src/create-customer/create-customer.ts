import { Handles } from '@licet/command-bus';
import { type CallContext, CreateCustomer, type ReplyOf, type RequestOf, objectUuid } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { replyToCreation } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Customers } from '../aggregates.ts';
import { ContactSeal } from '../contact-seal.ts';
import type { CustomerState } from '../domain/customer.ts';

type Request = RequestOf<typeof CreateCustomer>;

/** Makes a customer, its contact data sealed before anything is recorded. [CU-01] */
@Controller()
export class CreateCustomerHandler {
  constructor(
    private readonly store: EventStore,
    private readonly customers: Customers,
    private readonly seal: ContactSeal,
  ) {}

  @Handles(CreateCustomer)
  async handle(request: Request, call: CallContext): Promise<ReplyOf<typeof CreateCustomer>> {
    const customerId = await this.store.nextNumber('customer');
    const prepared = await this.#prepare(customerId, request);
    const { authorId, registered } = request;
    const command = { type: 'CreateCustomer' as const, request: { authorId, registered }, prepared };
    const execution = await this.customers.decide(customerId, command, call);
    return replyToCreation(this.store, this.customers, execution, call, idsOf);
  }

  async #prepare(customerId: number, { contact, password }: Request) {
    const [sealed, proof] = await Promise.all([
      this.seal.seal(customerId, contact),
      password && this.seal.password(customerId, password.text, password.chosenByCustomer),
    ]);
    return { customerId, uuid: objectUuid(customerId), ...sealed, password: proof };
  }
}

function idsOf(customer: CustomerState) {
  if (customer.kind === 'none') throw new Error('A customer that was created is not there.');
  const { customerId, uuid } = customer;
  return { customerId, uuid };
}

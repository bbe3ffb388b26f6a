import { Handles } from '@licet/command-bus';
import {
  type CallContext,
  CreateCustomer,
  type ReplyOf,
  type RequestOf,
  emptyContact,
  objectUuid,
} from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { replyTo, replyToCreation } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Customers } from '../aggregates.ts';
import { ContactSeal } from '../contact-seal.ts';
import type { Customer, CustomerState } from '../domain/customer.ts';
import type { UpdateCustomerCommand } from '../domain/update-customer.ts';
import { SameLogin } from '../same-login.ts';

type Request = RequestOf<typeof CreateCustomer>;
type Reply = ReplyOf<typeof CreateCustomer>;

/** Makes a customer, its contact data sealed before anything is recorded. [CU-01] */
@Controller()
export class CreateCustomerHandler {
  constructor(
    private readonly store: EventStore,
    private readonly customers: Customers,
    private readonly seal: ContactSeal,
    private readonly sameLogin: SameLogin,
  ) {}

  @Handles(CreateCustomer)
  async handle(request: Request, call: CallContext): Promise<Reply> {
    const same = request.orReplace ? await this.#same(request, call) : undefined;
    return same ? this.#replace(same, request, call) : this.#create(request, call);
  }

  async #create(request: Request, call: CallContext): Promise<Reply> {
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

  /** Undefined where nobody has the e-mail address and the password, or one of them is not told. [LG-02] */
  async #same({ authorId, contact, password }: Request, call: CallContext): Promise<Customer | undefined> {
    const emailHash = this.seal.emailHash({ ...emptyContact, ...contact });
    if (emailHash === null || !password) return undefined;
    return this.sameLogin.find({ authorId, emailHash, password: password.text }, call);
  }

  /** His contact data are overwritten, and who is registered stays so. [LG-02] */
  async #replace({ customerId }: Customer, request: Request, call: CallContext): Promise<Reply> {
    const { authorId, registered } = request;
    const prepare = async (customer: Customer): Promise<UpdateCustomerCommand> => ({
      type: 'UpdateCustomer',
      request: { authorId, customerId: customer.customerId },
      needed: 'customers:create',
      prepared: {
        version: customer.version,
        contact: await this.seal.over(customer, request.contact),
        registered: customer.registered || registered,
      },
    });
    const execution = await this.customers.decideStanding(customerId, prepare, call);
    if (!execution) throw new Error('A customer that was found is not there.');
    return replyTo(execution, idsOf);
  }
}

function idsOf(customer: CustomerState) {
  if (customer.kind === 'none') throw new Error('A customer that was created is not there.');
  const { customerId, uuid } = customer;
  return { customerId, uuid };
}

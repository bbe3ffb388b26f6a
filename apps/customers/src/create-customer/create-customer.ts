import { Handles } from '@licet/command-bus';
import {
  type CallContext,
  CreateCustomer,
  type ReplyOf,
  type RequestOf,
  emptyContact,
  isNamed,
  keyOf,
  objectUuid,
} from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { replyTo, replyToCreation } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Customers } from '../aggregates.ts';
import { ContactSeal } from '../contact-seal.ts';
import { type Customer, type CustomerState, isLogin } from '../domain/customer.ts';
import type { UpdateCustomerCommand } from '../domain/update-customer.ts';
import { type Login, SameLogin } from '../same-login.ts';

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
    const login = request.orReplace ? this.#login(request) : undefined;
    const same = login && (await this.sameLogin.find(login, call));
    return same ? this.#replace(same.customerId, request, call) : this.#create(request, login, call);
  }

  /** Whoever is made with the same login at the same moment holds it already, and is the one to be changed. [LG-02] */
  async #create(request: Request, login: Login | undefined, call: CallContext): Promise<Reply> {
    const customerId = await this.store.nextNumber('customer');
    const prepared = { ...(await this.#prepare(customerId, request)), ...(login && { login: this.seal.login(login) }) };
    const command = { type: 'CreateCustomer' as const, request, isNamed: isNamed(request.contact), prepared };
    const execution = await this.customers.decide(customerId, command, call);
    if (execution.kind === 'claimed' && isLogin(execution.claim))
      return this.#replace(Number(keyOf(execution.owner)), request, call);
    const reply = await replyToCreation(this.store, this.customers, execution, call, (state) => state);
    if (!reply.ok) return reply;
    if (reply.value.kind === 'none') return notFound; // a repetition, and he was deleted meanwhile
    return { ...reply, value: idsOf(reply.value) };
  }

  async #prepare(customerId: number, { contact, password, members = {} }: Request) {
    const [sealed, proof] = await Promise.all([
      this.seal.seal(customerId, contact),
      password && this.seal.password(customerId, password.text, password.chosenByCustomer),
    ]);
    return { customerId, uuid: objectUuid(customerId), ...sealed, password: proof, members };
  }

  /** Undefined where e-mail address or password are not told: that names nobody. [LG-02] */
  #login({ authorId, contact, password }: Request): Login | undefined {
    const emailHash = this.seal.emailHash({ ...emptyContact, ...contact });
    return emailHash === null || !password ? undefined : { authorId, emailHash, password: password.text };
  }

  /** Whoever types the password that the customer chose himself sets it. [PWD-17] */
  async #typed({ customerId, password: own }: Customer, { password }: Request) {
    if (!own?.chosenByCustomer || !password || password.chosenByCustomer) return undefined;
    return this.seal.password(customerId, password.text, false);
  }

  /** His contact data are overwritten, and who is registered stays so. [LG-02] */
  async #replace(customerId: number, request: Request, call: CallContext): Promise<Reply> {
    const { authorId, registered, members } = request;
    const prepare = async (customer: Customer): Promise<UpdateCustomerCommand> => ({
      type: 'UpdateCustomer',
      request: { authorId, customerId: customer.customerId },
      needed: 'customers:create',
      prepared: {
        version: customer.version,
        contact: await this.seal.over(customer, request.contact),
        registered: customer.registered || registered,
        members,
        password: await this.#typed(customer, request),
      },
    });
    const execution = await this.customers.decideStanding(customerId, prepare, call);
    if (!execution) throw new Error('A customer that was found is not there.');
    return replyTo(execution, idsOf);
  }
}

const notFound: Reply = { ok: false, refusal: { code: 'not_found', facts: { what: 'customer' } } };

function idsOf(customer: CustomerState) {
  if (customer.kind === 'none') throw new Error('A customer that was created is not there.');
  const { customerId, uuid } = customer;
  return { customerId, uuid };
}

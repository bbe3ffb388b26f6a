import { Handles } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, UpdateCustomer } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Customers } from '../aggregates.ts';
import { ContactSeal } from '../contact-seal.ts';
import { type Customer, type CustomerState, unchangeable } from '../domain/customer.ts';
import type { UpdateCustomerCommand } from '../domain/update-customer.ts';

type Request = RequestOf<typeof UpdateCustomer>;
type Reply = ReplyOf<typeof UpdateCustomer>;

/** Changes what is known of a customer, sealed before anything is recorded. [API-CUS-01] */
@Controller()
export class UpdateCustomerHandler {
  constructor(
    private readonly customers: Customers,
    private readonly seal: ContactSeal,
  ) {}

  @Handles(UpdateCustomer)
  async handle(request: Request, call: CallContext): Promise<Reply> {
    const { customerId, expectedVersion } = request;
    if (expectedVersion !== null) return this.#ifVersion(expectedVersion, request, call);
    const prepare = (customer: Customer) => this.#prepare(customer, request);
    const execution = await this.customers.decideStanding(customerId, prepare, call);
    return execution ? replyTo(execution, versionOf) : notFound;
  }

  /** One attempt: whoever changes it in between makes the caller look again. [API-ETAG-03] */
  async #ifVersion(expectedVersion: number, request: Request, call: CallContext): Promise<Reply> {
    const customer = await this.customers.standing(request.customerId);
    if (customer?.authorId !== request.authorId) return notFound;
    if (customer.erasedAt !== null) return { ok: false, refusal: unchangeable(customer).refusal };
    const command = await this.#prepare(customer, request);
    const prepared = { ...command.prepared, version: expectedVersion };
    const execution = await this.customers.decide(customer.customerId, { ...command, prepared }, call);
    const overtaken = execution.kind === 'refused' && execution.refusal.code === 'version_conflict';
    return overtaken ? conflict(execution.version) : replyTo(execution, versionOf);
  }

  async #prepare(
    customer: Customer,
    { authorId, contact, registered, members }: Request,
  ): Promise<UpdateCustomerCommand> {
    const { customerId, version } = customer;
    const prepared = {
      version,
      contact: await this.seal.over(customer, contact),
      registered: registered ?? customer.registered,
      members,
    };
    return { type: 'UpdateCustomer', request: { authorId, customerId }, needed: 'customers:write', prepared };
  }
}

const notFound: Reply = { ok: false, refusal: { code: 'not_found', facts: { what: 'customer' } } };
const conflict = (version: number): Reply => ({ ok: false, refusal: { code: 'version_conflict', facts: { version } } });

function versionOf(state: CustomerState) {
  if (state.kind === 'none') throw new Error('A customer that was changed is not there.');
  return { customerId: state.customerId, version: state.version };
}

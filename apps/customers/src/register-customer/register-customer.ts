import { Handles } from '@licet/command-bus';
import {
  type AccountFacts,
  type CallContext,
  type ReplyOf,
  type RequestOf,
  RegisterCustomer,
  keyOf,
  objectUuid,
} from '@licet/contracts';
import { Contended, EventStore } from '@licet/event-store';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Authors, Customers } from '../aggregates.ts';
import { ContactSeal } from '../contact-seal.ts';
import { customerOfLicense } from '../domain/create-for-license.ts';
import type { CustomerState } from '../domain/customer.ts';
import { MergeSteps } from '../merge-steps.ts';
import { Registrar } from './registrar.ts';

type Request = RequestOf<typeof RegisterCustomer>;
type Reply = ReplyOf<typeof RegisterCustomer>;
type Account = Pick<AccountFacts, 'status'>;

/** How often a registration is prepared anew when the customer changes meanwhile. */
const tries = 20;

/**
 * Registers a customer by way of one of his licenses. One append decides about everything that the call asks for; what it means for the
 * license, and for the customer that this one is merged into, follows from it exactly once. [SL-REG, design 3]
 */
@Controller()
export class RegisterCustomerHandler {
  constructor(
    private readonly store: EventStore,
    private readonly authors: Authors,
    private readonly customers: Customers,
    private readonly seal: ContactSeal,
    private readonly registrar: Registrar,
    private readonly merges: MergeSteps,
  ) {}

  @Handles(RegisterCustomer)
  async handle(request: Request, call: CallContext): Promise<Reply> {
    const { state: account } = await this.authors.read(String(request.authorId));
    if (account.kind === 'none') return notFound;
    for (let attempt = 0; attempt < tries; attempt++) {
      const customerId = request.customerId ?? (await this.#customerOf(request.licenseId));
      const reply =
        customerId === undefined
          ? await this.#make(request, account, call)
          : await this.#register({ ...request, customerId }, account, call);
      if (reply) return reply;
    }
    throw new Contended(`customer-${request.customerId ?? 'new'}`);
  }

  /** Undefined when the customer has changed meanwhile, or another merge was faster. */
  async #register(request: Request & { customerId: number }, account: Account, call: CallContext) {
    const customer = await this.customers.standing(request.customerId);
    if (customer?.authorId !== request.authorId || customer.erasedAt !== null) return notFound; // nothing is known of him
    const registration = await this.registrar.prepare(customer, request, call);
    const prepared = { ...registration, version: customer.version };
    const command = { type: 'RegisterCustomer' as const, request, account, prepared };
    const execution = await this.customers.decide(customer.customerId, command, call);
    if (execution.kind === 'claimed') return undefined;
    if (execution.kind === 'refused' && execution.refusal.code === 'version_conflict') return undefined;
    const merged = execution.kind === 'accepted' && execution.events.find((event) => event.type === 'CustomerMerged');
    return merged && execution.position
      ? this.merges.complete(merged.data, execution.position, call)
      : replyTo(execution, numberIn);
  }

  /** The customer that an earlier registration made for a license without one. */
  async #customerOf(licenseId: number): Promise<number | undefined> {
    const holder = await this.store.holderOf(customerOfLicense(licenseId));
    return holder === undefined ? undefined : Number(keyOf(holder));
  }

  /** Undefined when another registration of the same license was first. */
  async #make(request: Request, account: Account, call: CallContext): Promise<Reply | undefined> {
    const customerId = await this.store.nextNumber('customer');
    const contact = await this.seal.seal(customerId, request.licenseeOnly ? {} : request.contact);
    const prepared = { customerId, uuid: objectUuid(customerId), ...contact };
    const licensee = await this.registrar.licensee(customerId, request.licensee);
    const command = { type: 'CreateForLicense' as const, request, account, prepared, licensee };
    const execution = await this.customers.decide(customerId, command, call);
    return execution.kind === 'claimed' ? undefined : replyTo(execution, numberIn);
  }
}

const notFound: Reply = { ok: false, refusal: { code: 'not_found', facts: { what: 'customer' } } };

function numberIn(state: CustomerState): { customerId: number } {
  if (state.kind === 'none') throw new Error('A customer that was registered is not there.');
  return { customerId: state.customerId };
}

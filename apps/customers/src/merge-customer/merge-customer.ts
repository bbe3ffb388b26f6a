import { Handles } from '@licet/command-bus';
import { type CallContext, MergeCustomer, type Refusal, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Contended } from '@licet/event-store';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Customers } from '../aggregates.ts';
import { ContactSeal } from '../contact-seal.ts';
import { type CustomerState, unchangeable } from '../domain/customer.ts';
import type { MergeCustomerCommand } from '../domain/merge-customer.ts';
import { MergeSteps } from '../merge-steps.ts';
import { CustomerLogins } from '../replicas/customer-logins.ts';

type Request = RequestOf<typeof MergeCustomer>;
type Reply = ReplyOf<typeof MergeCustomer>;

/** How often a merge is prepared anew when the customer changes meanwhile, or other merges are faster. */
const tries = 20;

/** Merges a customer into another one, by the same process as a registration that turns out to be somebody else's. [API-CUS-04, SL-REG-30] */
@Controller()
export class MergeCustomerHandler {
  constructor(
    private readonly customers: Customers,
    private readonly logins: CustomerLogins,
    private readonly seal: ContactSeal,
    private readonly merges: MergeSteps,
  ) {}

  @Handles(MergeCustomer)
  async handle(request: Request, call: CallContext): Promise<Reply> {
    for (let attempt = 0; attempt < tries; attempt++) {
      const command = await this.#prepare(request, call);
      if ('code' in command) return { ok: false, refusal: command };
      const execution = await this.customers.decide(request.customerId, command, call);
      if (execution.kind === 'claimed') continue;
      if (execution.kind === 'refused' && execution.refusal.code === 'version_conflict') {
        if (request.expectedVersion === null) continue;
        return { ok: false, refusal: { code: 'version_conflict', facts: { version: execution.version } } };
      }
      const merged = execution.kind === 'accepted' && execution.events.find((event) => event.type === 'CustomerMerged');
      return merged && execution.position
        ? this.merges.complete(merged.data, execution.position, call)
        : replyTo(execution, survivorIn);
    }
    throw new Contended(`customer-${request.customerId}`);
  }

  /** What is not there, if it is not both of them. */
  async #prepare(request: Request, call: CallContext): Promise<MergeCustomerCommand | Refusal> {
    const { authorId, customerId, expectedVersion } = request;
    const turn = await this.logins.nextTurn(authorId, call); // before anything is read that the decision rests on
    const [{ state }, answering, into] = await Promise.all([
      this.customers.read(String(customerId)),
      this.customers.standing(customerId),
      this.customers.standing(request.intoId),
    ]);
    if (state.kind === 'none' || state.authorId !== authorId || !answering)
      return { code: 'not_found', facts: { what: 'customer' } };
    if (into?.authorId !== authorId) return { code: 'parameter_invalid', facts: { pointers: ['/intoId'] } };
    if (state.erasedAt !== null) return unchangeable(state).refusal;
    if (into.erasedAt !== null) return { code: 'parameter_invalid', facts: { pointers: ['/intoId'] } };
    const told = await this.seal.text(customerId, '{}'); // contact data stay as the other has them
    return {
      type: 'MergeCustomer',
      request: { authorId, customerId },
      prepared: {
        version: expectedVersion ?? state.version,
        into: { intoId: into.customerId, intoUuid: into.uuid, told, turn },
        answeredBy: answering.customerId,
      },
    };
  }
}

function survivorIn(state: CustomerState): { customerId: number } {
  if (state.kind === 'none' || state.mergedInto === null)
    throw new Error('A customer that was merged stands for itself.');
  return { customerId: state.mergedInto };
}

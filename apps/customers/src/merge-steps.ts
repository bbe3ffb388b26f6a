import {
  type CallContext,
  type Contact,
  type CustomerMerged,
  type EventOf,
  type LanePosition,
  type Position,
  type Reply,
  commandIdOf,
} from '@licet/contracts';
import { Contended, EventStore } from '@licet/event-store';
import { systemContext } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import { Customers } from './aggregates.ts';
import { ContactSeal } from './contact-seal.ts';
import type { Customer } from './domain/customer.ts';

type Merged = EventOf<typeof CustomerMerged>['data'];

const tries = 20;
const patience = 30_000; // milliseconds

/**
 * What follows from a merge in this service: the surviving customer takes over what the call told. Done by the call itself, and by the
 * policy that watches for what a crash has left undone, once in all, because both use the command id of the event. [design 3, processes]
 */
@Injectable()
export class MergeSteps {
  constructor(
    private readonly store: EventStore,
    private readonly customers: Customers,
    private readonly seal: ContactSeal,
    private readonly vault: Vault,
  ) {}

  /** Finishes at once, and answers for the call that caused the merge. */
  async complete(merged: Merged, position: Position, call: CallContext): Promise<Reply<{ customerId: number }>> {
    const step = await this.takeOver(merged, position, call);
    return { ok: true, value: { customerId: step.customerId }, positions: [position, ...step.positions] };
  }

  /** Idempotent. `at`: where the event of intent stands. */
  async takeOver(merged: Merged, at: LanePosition, cause: Partial<CallContext> = {}) {
    const commandId = commandIdOf(`customers:${at.lane}:${at.epoch}:${at.position}`);
    const call = systemContext('customers', patience, { ...traceOf(cause), commandId });
    const told = JSON.parse((await this.vault.open(merged.told)) ?? '{}') as Partial<Contact>;
    for (let attempt = 0; attempt < tries; attempt++) {
      const { customerId, customer } = await this.#survivor(merged, commandId);
      if (!customer) return { customerId, positions: [] };
      const execution = await this.#attempt(customer, told, call);
      if (execution.kind !== 'accepted') continue; // it has changed meanwhile
      const positions = execution.position ? [execution.position] : [];
      return { customerId, positions };
    }
    throw new Contended(`customer-${merged.intoId}`);
  }

  async #attempt(customer: Customer, told: Partial<Contact>, call: CallContext) {
    const { customerId, authorId, version, registered } = customer;
    const prepared = { version, registered, contact: await this.seal.over(customer, told) };
    const command = {
      ...{ type: 'UpdateCustomer' as const, request: { authorId, customerId } },
      ...{ needed: 'customers:write' as const, prepared },
    };
    return this.customers.decide(customerId, command, call);
  }

  /**
   * Whoever answers for the retired customer now; his state only where the step is still to be done: not after it was, on him or on one that he
   * took the place of, nor once the merge was taken back or he was erased or deleted. [API-CUS-04, API-CUS-05, TEST-08]
   */
  async #survivor(merged: Merged, commandId: string): Promise<{ customerId: number; customer?: Customer }> {
    if (!(await this.#holds(merged))) return { customerId: merged.customerId };
    for (let customerId = merged.intoId, done = false; ;) {
      done ||= (await this.store.placementOf(`customer-${customerId}`, commandId)) !== undefined;
      const { state } = await this.customers.read(String(customerId));
      if (state.kind === 'none') return { customerId }; // the merge was taken back since, otherwise he could not have gone
      if (state.mergedInto === null)
        return { customerId, ...(!done && state.erasedAt === null && { customer: state }) };
      customerId = state.mergedInto;
    }
  }

  /** Whether the customer is still retired by this very merge. */
  async #holds({ customerId, intoId, at }: Merged): Promise<boolean> {
    const { state } = await this.customers.read(String(customerId));
    return state.kind !== 'none' && state.merged?.intoId === intoId && state.merged.at === at;
  }
}

const traceOf = ({ via, requestId, correlationId }: Partial<CallContext>): Partial<CallContext> => ({
  ...(via && { via }),
  ...(requestId && { requestId }),
  ...(correlationId && { correlationId }),
});

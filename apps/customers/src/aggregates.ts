import type { AuthorEvent, CallContext, CustomerEvent } from '@licet/contracts';
import { Aggregate, Contended, EventStore, type Execution } from '@licet/event-store';
import { Injectable } from '@nestjs/common';
import { type AuthorCommand, authorDecider } from './domain/author.decide.ts';
import { authorSnapshot } from './domain/author-snapshot.ts';
import type { AuthorState } from './domain/author.ts';
import type { DecisionContext } from './domain/caller.ts';
import { type CustomerCommand, customerDecider } from './domain/customer.decide.ts';
import { type Customer, type CustomerState, unchangeable } from './domain/customer.ts';

/** Streams `author-<n>`. */
@Injectable()
export class Authors extends Aggregate<AuthorCommand, AuthorState, AuthorEvent, DecisionContext> {
  constructor(store: EventStore) {
    super(store, { kind: 'author', decider: authorDecider, snapshot: authorSnapshot });
  }

  decide(authorId: number, command: AuthorCommand, call: CallContext) {
    return this.execute(String(authorId), command, { call, authorId: () => authorId, context: contextOf(call) });
  }
}

/** How often a decision is prepared anew when the customer changes meanwhile. */
const tries = 20;

/** Streams `customer-<n>`. */
@Injectable()
export class Customers extends Aggregate<CustomerCommand, CustomerState, CustomerEvent, DecisionContext> {
  constructor(store: EventStore) {
    super(store, { kind: 'customer', decider: customerDecider });
  }

  /** Whoever answers for a number: the customer, or the one that he was merged into. [SL-REG-30] */
  async standing(customerId: number): Promise<Customer | undefined> {
    for (let id = customerId; ;) {
      const { state } = await this.read(String(id));
      if (state.kind === 'none') return undefined;
      if (state.mergedInto === null) return state;
      id = state.mergedInto;
    }
  }

  /**
   * Decides about whoever answers for a number; what was prepared on a state that has passed meanwhile is prepared again. Undefined for an
   * unknown customer. Throws `Contended`.
   */
  async decideStanding(
    customerId: number,
    prepare: (customer: Customer) => Promise<CustomerCommand> | CustomerCommand,
    call: CallContext,
  ): Promise<Execution<CustomerState, CustomerEvent> | undefined> {
    for (let attempt = 0; attempt < tries; attempt++) {
      const customer = await this.standing(customerId);
      if (!customer) return undefined;
      if (customer.erasedAt !== null) return refused(customer);
      const execution = await this.decide(customer.customerId, await prepare(customer), call);
      if (execution.kind !== 'refused' || execution.refusal.code !== 'version_conflict') return execution;
    }
    throw new Contended(`customer-${customerId}`);
  }

  decide(customerId: number, command: CustomerCommand, call: CallContext) {
    const { authorId } = command.request;
    return this.execute(String(customerId), command, { call, authorId: () => authorId, context: contextOf(call) });
  }
}

/** Nothing is sealed for an erased customer any more. [API-CUS-05] */
const refused = (customer: Customer): Execution<CustomerState, CustomerEvent> => ({
  ...{ kind: 'refused', refusal: unchangeable(customer).refusal, state: customer, version: customer.version },
});

const contextOf =
  ({ actor, scopes, commandId }: CallContext) =>
  (now: Date): DecisionContext => ({ now, caller: { actor, scopes }, commandId });

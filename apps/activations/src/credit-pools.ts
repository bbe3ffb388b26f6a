import type { CallContext, CreditsEvent } from '@licet/contracts';
import { Aggregate, Contended, EventStore, type Execution } from '@licet/event-store';
import { Injectable } from '@nestjs/common';
import {
  type CreditsCommand,
  type CreditsContext,
  type EnterCreditsCommand,
  creditsDecider,
} from './domain/credits.decide.ts';
import type { Credits } from './domain/credits.ts';

/** How far merges are followed. */
const mostHops = 100;

/** Streams `credits-<customer number>`: what customers may consume, decided by one commit at a time. [API-CUS-07] */
@Injectable()
export class CreditPools extends Aggregate<CreditsCommand, Credits, CreditsEvent, CreditsContext> {
  constructor(store: EventStore) {
    super(store, { kind: 'credits', decider: creditsDecider, snapshot: { stateVersion: 1, every: 500 } });
  }

  decide(customerId: number, command: CreditsCommand, call: CallContext): Promise<Execution<Credits, CreditsEvent>> {
    const authorId = () => command.authorId;
    return this.execute(String(customerId), command, { call, authorId, context: (now) => ({ now }) });
  }

  /** The credits of a customer as the record has them, and with whom they are: with whoever he was merged into. [API-CUS-04] */
  async standing(customerId: number): Promise<{ customerId: number; credits: Credits }> {
    for (let [holder, hops] = [customerId, 0]; hops < mostHops; hops++) {
      const { state } = await this.read(String(holder));
      if (!state.moved) return { customerId: holder, credits: state };
      holder = state.moved.toId;
    }
    throw new Contended(`credits-${customerId}`);
  }

  /** One movement at whoever has the credits of the customer; a repeated one is found where it was recorded. */
  async enter(command: EnterCreditsCommand, call: CallContext): Promise<Execution<Credits, CreditsEvent>> {
    for (let [customerId, hops] = [command.customerId, 0]; hops < mostHops; hops++) {
      const execution = await this.decide(customerId, { ...command, customerId }, call);
      const next = execution.kind === 'refused' ? execution.refusal.facts?.movedTo : undefined;
      if (typeof next !== 'number') return execution;
      customerId = next;
    }
    throw new Contended(`credits-${command.customerId}`);
  }
}

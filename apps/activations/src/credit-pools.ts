import type {
  CallContext,
  CreditsEvent,
  CreditsChanged,
  EventOf,
  Position,
  RecordedEvent,
  Refusal,
} from '@licet/contracts';
import { Aggregate, Contended, EventStore, type Execution } from '@licet/event-store';
import { Injectable } from '@nestjs/common';
import {
  type CreditsCommand,
  type CreditsContext,
  type EnterCreditsCommand,
  creditsDecider,
  entered,
} from './domain/credits.decide.ts';
import type { Credits } from './domain/credits.ts';

/** What somebody asks for by one call. */
type Movement = Omit<EnterCreditsCommand, 'type' | 'claim'>;
export interface Entry {
  data: EventOf<typeof CreditsChanged>['data'];
  position: Position;
}

/** How far merges are followed. */
const mostHops = 100;

/** Streams `credits-<customer number>`: what customers may consume, decided by one commit at a time. [API-CUS-07] */
@Injectable()
export class CreditPools extends Aggregate<CreditsCommand, Credits, CreditsEvent, CreditsContext> {
  constructor(private readonly record: EventStore) {
    super(record, { kind: 'credits', decider: creditsDecider, snapshot: { stateVersion: 1, every: 500 } });
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

  /**
   * One movement by one call, and by all its repetitions: what is recorded stands, also where a merge, or its end, or another customer of the
   * license has led the repetition to credits of somebody else. [API-CUS-07, API-IDEM-02]
   */
  async enterOnce(movement: Movement, call: CallContext): Promise<Entry | { refusal: Refusal }> {
    const claim = entered(call.commandId);
    const execution = await this.enter({ type: 'enterCredits', ...movement, claim }, call);
    const [event] = execution.kind === 'accepted' ? execution.events : [];
    if (execution.kind === 'accepted' && execution.position && event?.type === 'CreditsChanged')
      return { data: event.data, position: execution.position };
    const before = await this.entryOf(call.commandId);
    if (before) return before;
    if (execution.kind === 'refused') return { refusal: execution.refusal };
    throw new Error('No balance was changed');
  }

  /** What a call has moved before. */
  async entryOf(commandId: string): Promise<Entry | undefined> {
    const owner = await this.record.holderOf(entered(commandId));
    if (owner === undefined) return undefined;
    const events = (await this.record.readCommand(owner, commandId)) as (RecordedEvent & CreditsEvent)[];
    const event = events.find(({ type }) => type === 'CreditsChanged');
    if (event?.type !== 'CreditsChanged') throw new Error(`${owner} has not moved what it claims to have.`);
    const { data, lane, epoch, position } = event;
    return { data, position: { service: 'activations', lane, epoch, position } };
  }

  /** One movement at whoever has the credits of the customer. */
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

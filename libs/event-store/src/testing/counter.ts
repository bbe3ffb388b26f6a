import { accept, refuse, type Decider, type DomainEvent } from '@licet/contracts';
import type { Aggregate } from '../aggregate/aggregate.ts';

export type CounterCommand = { take: number; of: number; claim?: string } | { ask: 'nothing' } | { fail: 'NUL' };
export type CounterEvent = DomainEvent<'Taken', { by: number; at: string; text?: string }>;
export interface Counter {
  taken: number;
}

/** Seats: takes so many as long as no more than `of` are taken. */
export const counter: Decider<CounterCommand, Counter, CounterEvent, { now: Date }> = {
  initialState: { taken: 0 },
  evolve: (state, { data }) => ({ taken: state.taken + data.by }),
  decide: (command, state, { now }) => {
    const at = now.toISOString();
    if ('ask' in command) return accept();
    if ('fail' in command) return accept({ type: 'Taken', data: { by: 1, at, text: '\0' } });
    if (state.taken + command.take > command.of) return refuse('no_activations_left');
    const taken = accept<CounterEvent>({ type: 'Taken', data: { by: command.take, at } });
    return command.claim ? { ...taken, claims: [{ scope: 'test', key: command.claim }] } : taken;
  },
};

export type CounterAggregate = Aggregate<CounterCommand, Counter, CounterEvent, { now: Date }>;

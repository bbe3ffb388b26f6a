import type { Decision, DomainEvent } from '@licet/contracts';
import type { NewEvent, Write } from '../types.ts';
import type { DecidedStream } from './decided-stream.ts';
import { stamp } from './stamp.ts';
import type { Execution, Situation, Task } from './types.ts';

/** An answer that needs no write: true only as long as the record holds the version on which it rests. */
export type Standing<S, E> = Execution<S, E> & { version: number };

/** What a decision comes to: an answer, or a write with what it will leave. */
export type Verdict<S, E> =
  | { kind: 'standing'; answer: Standing<S, E> }
  | { kind: 'write'; events: readonly E[]; write: Write; after: Situation<S> };

/** Decides a command on a situation. Throws what the decider throws. */
export function decideTask<C, S, E extends DomainEvent, X>(
  { command, options }: Pick<Task<C, S, E, X>, 'command' | 'options'>,
  before: Situation<S>,
  { streamId, decider, loader }: DecidedStream<C, S, E, X>,
): Verdict<S, E> {
  const { call, authorId, context } = options;
  const now = new Date(Math.max(Date.now(), before.time));
  const decision = decider.decide(command, before.state, context(now));
  if (decision.kind === 'refused' || decision.events.length === 0)
    return { kind: 'standing', answer: standing(decision, before) };
  const { events, claims = [], releases = [] } = decision;
  const author = authorId(command, before.state);
  const write: Write = {
    streamId,
    expectedVersion: before.version,
    commandId: call.commandId,
    authorId: author,
    events: events.map((event) => stamp(event, call, author, now)) as [NewEvent, ...NewEvent[]],
    claims,
    releases,
  };
  const after = events.reduce((situation, event) => loader.evolve(situation, event, now.getTime()), before);
  return { kind: 'write', events, write, after };
}

function standing<S, E extends DomainEvent>(decision: Decision<E>, { state, version }: Situation<S>): Standing<S, E> {
  if (decision.kind === 'refused') return { kind: 'refused', refusal: decision.refusal, state, version };
  return { kind: 'accepted', state, version, events: [], position: undefined, repeated: false };
}

import type { Code, Decider, Decision, DomainEvent } from '@licet/contracts';

type Deep<T> = T extends object ? { [K in keyof T]?: Deep<T[K]> } : T;

/** What an expected event must say; what is left out may be anything. */
export type ExpectedEvent<E extends DomainEvent> = E extends DomainEvent
  ? { type: E['type']; data?: Deep<E['data']> }
  : never;

/** What a decision must have been. Every method fails the test if it was not, and can be followed by another. */
export interface Then<S, E extends DomainEvent> {
  /** Exactly these events in this order; of their data what is named. */
  thenEvents(...expected: ExpectedEvent<E>[]): Then<S, E>;
  /** Accepted without an event: what was asked for already holds. */
  thenNothing(): Then<S, E>;
  /** Refused with this code; of the facts what is named. */
  thenRefused(expected: { code: Code; facts?: Record<string, unknown> }): Then<S, E>;
  /** The state that the events leave behind. */
  thenState(check: (state: S) => void): Then<S, E>;
  readonly decision: Decision<E>;
}

/**
 * Tests a decider in the words of what has happened, what is asked and what follows. State and events are frozen: a decider that changes
 * what it was given fails.
 */
export function given<C, S, E extends DomainEvent, X>(
  decider: Decider<C, S, E, X>,
  ...events: readonly E[]
): { when(command: C, context: X): Then<S, E> } {
  return {
    when: (command, context) => {
      const state = fold(decider, freeze(decider.initialState), events);
      const decision = decider.decide(freeze(command), state, context);
      return outcome(decision, () => fold(decider, state, decision.kind === 'accepted' ? decision.events : []));
    },
  };
}

/** The state after `events`, everything frozen on the way. */
export const fold = <C, S, E extends DomainEvent, X>(
  decider: Pick<Decider<C, S, E, X>, 'evolve'>,
  state: S,
  events: readonly E[],
): S => events.reduce<S>((before, event) => freeze(decider.evolve(before, freeze(event))), state);

function outcome<S, E extends DomainEvent>(decision: Decision<E>, after: () => S): Then<S, E> {
  const then: Then<S, E> = {
    decision,
    thenEvents: (...expected) => {
      expect(decision).toMatchObject({ kind: 'accepted', events: expected });
      return then;
    },
    thenNothing: () => then.thenEvents(),
    thenRefused: (refusal) => {
      expect(decision).toMatchObject({ kind: 'refused', refusal });
      return then;
    },
    thenState: (check) => {
      check(after());
      return then;
    },
  };
  return then;
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value)) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}

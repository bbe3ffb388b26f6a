import type { Claim } from './claim.ts';
import type { DomainEvent } from './envelope.ts';
import type { Code } from '../codes/codes.ts';
import type { Check } from '../model/check.ts';

/** Why a command is refused: a code of the registry and the facts that the reply may show. A value, never an exception. */
export interface Refusal<F = Record<string, unknown>> {
  code: Code;
  facts?: F;
  /** Of a licensing decision: what its rules said, up to the one that refused. [API-ERR-04, API-DRY-04] */
  checks?: readonly Check[];
}

export interface Accepted<E extends DomainEvent> {
  kind: 'accepted';
  /** Empty when the command asks for what already holds. */
  events: readonly E[];
  claims?: readonly Claim[];
  releases?: readonly Claim[];
}

export interface Refused {
  kind: 'refused';
  refusal: Refusal;
}

export type Decision<E extends DomainEvent> = Accepted<E> | Refused;

/** Says what happens, event by event; none when what was asked for holds already. */
export const accept = <E extends DomainEvent>(...events: E[]): Accepted<E> => ({ kind: 'accepted', events });
/** Says no by a code of the registry, with the facts that a reply may tell. */
export const refuse = (code: Code, facts?: Record<string, unknown>): Refused => ({
  kind: 'refused',
  refusal: facts ? { code, facts } : { code },
});

/**
 * The rules of one aggregate: free functions without I/O and clock. `decide` says what happens, `evolve` what it leaves behind.
 * `C` commands, `S` state, `E` events, `X` what a decision needs of the world: time, new ids, replicated facts.
 */
export interface Decider<C, S, E extends DomainEvent, X> {
  initialState: S;
  decide(command: C, state: S, context: X): Decision<E>;
  evolve(state: S, event: E): S;
}

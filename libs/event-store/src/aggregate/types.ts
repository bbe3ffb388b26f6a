import type { CallContext, Claim, Decider, DomainEvent, Position, Refusal } from '@licet/contracts';

/** What became of a command. `version` and `state`: what the stream held right after it. */
export type Execution<S, E> =
  | {
      kind: 'accepted';
      state: S;
      version: number;
      /** Empty when the command asked for what already held. */
      events: readonly E[];
      /** Of the last event; undefined when there is none. */
      position: Position | undefined;
      /** The command was recorded before; the answer is made from what it did then. */
      repeated: boolean;
    }
  | { kind: 'refused'; refusal: Refusal; state: S; version: number }
  | { kind: 'claimed'; claim: Claim; owner: string };

export interface ExecuteOptions<C, S, X> {
  call: CallContext;
  /** Account that owns the stream, for the metadata and for fairness. */
  authorId: (command: C, state: S) => number | null;
  /** What the decision needs of the world. `now` never goes back within the stream. */
  context: (now: Date) => X;
}

/** State is written every so many events. A change of the shape of the state needs another `stateVersion`. */
export interface SnapshotOptions<S> {
  stateVersion: number;
  every: number;
  /** Between a state and what JSON can hold of it; left out for states that are JSON. */
  form?: { write: (state: S) => unknown; read: (stored: unknown) => S };
}

export interface AggregateOptions<C, S, E extends DomainEvent, X> {
  /** Streams are named `<kind>-<key>`. */
  kind: string;
  decider: Decider<C, S, E, X>;
  snapshot?: SnapshotOptions<S>;
  memory?: { maxStreams: number };
}

/** A state and where it stands in its stream. `time`: of the last event, milliseconds since 1970. */
export interface Situation<S> {
  state: S;
  version: number;
  time: number;
}

/** A command on its way to an answer. */
export interface Task<C, S, E, X> {
  command: C;
  options: ExecuteOptions<C, S, X>;
  /** How often others had changed the stream in the meantime. */
  conflicts: number;
  resolve: (execution: Execution<S, E>) => void;
  reject: (error: unknown) => void;
}

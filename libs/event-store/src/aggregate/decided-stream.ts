import type { Decider, DomainEvent } from '@licet/contracts';
import type { EventStore } from '../event-store.ts';
import type { StreamLoader } from './stream-loader.ts';

/** A stream, and what it takes to decide on it. */
export interface DecidedStream<C, S, E extends DomainEvent, X> {
  streamId: string;
  store: EventStore;
  decider: Decider<C, S, E, X>;
  loader: StreamLoader<S, E>;
}

import { Backoff } from '../waiting.ts';

/** One lane as a Kafka subscription holds it. */
export class LaneState {
  /** Offset of the message that is taken next; undefined as long as the place is being looked up. */
  next: bigint | undefined;
  /** Counts the takings over: what was begun under an earlier one has no say any more. */
  term = 0;
  /** Ends with the delivery under way; a lane has one at a time, also across a rebalance. */
  busy: Promise<void> = Promise.resolve();
  readonly backoff = new Backoff();
}

import type { Claim, EventMetadata, LanePosition, RecordedEvent } from '@licet/contracts';

/** An event on its way into the record. Neither NUL nor half a surrogate pair may stand in its texts. */
export interface NewEvent {
  type: string;
  schemaVersion: number;
  data: unknown;
  metadata: EventMetadata;
}

/** What one command does to one stream: all of it is stored, or nothing. */
export interface Write {
  streamId: string;
  /** The version on which the decision rests, 0 for a new stream; `any` for streams that nothing folds. */
  expectedVersion: number | 'any';
  /** UUID, new for every command and kept by whoever sends the command again. */
  commandId: string;
  /** Whose queue it waits in; absent or null: the installation's. */
  authorId?: number | null;
  events: readonly [NewEvent, ...NewEvent[]];
  /** Taken before `releases` are given back. */
  claims?: readonly Claim[];
  releases?: readonly Claim[];
  /** Its place among writes that were decided one on the outcome of the other. */
  link?: Link;
}

/**
 * Writes of one stream that were decided one after the other before the first was stored. When one of them is not appended, those
 * behind it rest on nothing and are answered `conflict` without being sent, even where somebody else's events happen to have
 * brought the stream to the version that they expect.
 */
export interface Chain {
  /** Number of the first link that was not appended; infinite while the chain holds. */
  brokenAt: number;
}

/** `number` rises along the chain. */
export interface Link {
  chain: Chain;
  number: number;
}

/** What stands behind a place in a lane. */
export interface LaneGrowth {
  lane: number;
  epoch: number;
  /** Of the last event that was read; undefined where only the epoch has risen. */
  position: number | undefined;
  /** In order, from the first on; one that the code cannot read and those behind it are missing. */
  events: readonly RecordedEvent[];
  /** Whether no event is missing. */
  whole: boolean;
}

/** Where the events of a write lie; `position` is that of the last one. */
export interface Placement extends LanePosition {
  firstPosition: number;
  /** Version of the stream after the write. */
  version: number;
}

export type Outcome =
  | ({ kind: 'appended' | 'repeated' } & Placement)
  /** Somebody else appended first; decide again on `version`. */
  | { kind: 'conflict'; version: number }
  /** Another stream holds what the write claims. */
  | { kind: 'claimed'; claim: Claim; owner: string };

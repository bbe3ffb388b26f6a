import type { LanePosition, RecordedEvent } from '@licet/contracts';

/** What is needed of an event store to read its lanes. */
export interface LaneSource {
  readLane(lane: number, after: number, limit: number): Promise<readonly RecordedEvent[]>;
  heads(): Promise<readonly LanePosition[]>;
  onAppended(listener: () => void): () => void;
}

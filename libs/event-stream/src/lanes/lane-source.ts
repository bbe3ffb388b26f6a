import type { LanePosition, RecordedEvent } from '@licet/contracts';
import type { LaneGrowth } from '@licet/event-store';

/** What is needed of an event store to read its lanes. */
export interface LaneSource {
  readLane(lane: number, after: number, limit: number): Promise<readonly RecordedEvent[]>;
  readGrowth(places: readonly LanePosition[], limit: number): Promise<readonly LaneGrowth[]>;
  heads(): Promise<readonly LanePosition[]>;
  onAppended(listener: () => void): () => void;
}

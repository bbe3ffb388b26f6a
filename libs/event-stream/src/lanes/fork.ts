import type { LanePosition } from '@licet/contracts';
import type { LaneSource } from './lane-source.ts';

/**
 * The last position that a reader at `place` shares with a lane whose epoch has risen: `place.position` when nothing of what it has
 * read was lost. Epochs rise with positions, hence the search by halves.
 */
export async function forkBefore(
  source: Pick<LaneSource, 'readLane'>,
  place: LanePosition,
  head: LanePosition,
): Promise<number> {
  let shared = 0;
  let candidate = Math.min(place.position, head.position);
  let beyond = candidate + 1;
  while (shared < candidate) {
    const [event] = await source.readLane(place.lane, candidate - 1, 1);
    if (event && event.epoch <= place.epoch) shared = candidate;
    else beyond = candidate;
    candidate = beyond - shared > 1 ? (shared + beyond) >> 1 : shared;
  }
  return shared;
}

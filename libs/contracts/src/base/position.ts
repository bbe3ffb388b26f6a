import type { Service } from './services.ts';

/** A place in a lane. Positions are 1, 2, 3 … without holes; a higher epoch means that a restore may have lost commits. */
export interface LanePosition {
  lane: number;
  /** 1 until a restore raises it. */
  epoch: number;
  position: number;
}

/** A place in the record of one service: what a reply to a changing command carries, and what the fence waits for. */
export interface Position extends LanePosition {
  service: Service;
}

/** Order within one lane: epoch first, because positions of a lower epoch may have been lost. */
export const comparePositions = (a: Omit<LanePosition, 'lane'>, b: Omit<LanePosition, 'lane'>): number =>
  a.epoch - b.epoch || a.position - b.position;

/** The last of the positions in each lane of each service: whoever has applied these has applied all. */
export function lastOfLanes(positions: readonly Position[]): Position[] {
  const last = new Map<string, Position>();
  for (const position of positions) {
    const lane = `${position.service}/${position.lane}`;
    const known = last.get(lane);
    if (!known || comparePositions(position, known) > 0) last.set(lane, position);
  }
  return [...last.values()];
}

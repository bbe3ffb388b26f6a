import { comparePositions, newestVersion, type LanePosition, type RecordedEvent } from '@licet/contracts';
import type { Delivered, Place } from '../event-stream.ts';

/** Positions that are missing between what was seen and the event that came. */
export interface Gap {
  lane: number;
  after: number;
  before: number;
}

/** What a batch means to a reader that stands at a known place. */
export interface Screened {
  /** What is new, in order. */
  fresh: readonly Delivered[];
  gaps: readonly Gap[];
  /** Events of a higher epoch begin behind this place, which lies before the reader's: what the reader has after it never happened. */
  fork?: LanePosition;
}

/** Skips what was seen and finds gaps and a fork. */
export function screen(known: LanePosition, batch: readonly Delivered[]): Screened {
  const fresh: Delivered[] = [];
  const gaps: Gap[] = [];
  let fork: LanePosition | undefined;
  let at = known;
  for (const delivered of batch) {
    const { lane, epoch, position } = delivered.event;
    if (comparePositions(delivered.event, at) <= 0) continue;
    if (position > at.position + 1) gaps.push({ lane, after: at.position, before: position });
    if (position <= at.position) fork = { lane, epoch, position: position - 1 };
    fresh.push(delivered);
    at = delivered.event;
  }
  return fork ? { fresh, gaps, fork } : { fresh, gaps };
}

/** Place after an event that was taken. */
export const placeOf = ({ event, cursor }: Delivered): Place => ({
  lane: event.lane,
  epoch: event.epoch,
  position: event.position,
  cursor,
});

/** Why this code cannot know what the event means; undefined when it can. [design 3, versions] */
export function unreadable({ type, schemaVersion }: RecordedEvent): string | undefined {
  const newest = newestVersion.get(type);
  if (newest === undefined) return `the type ${type} is not known to this version of the code`;
  if (schemaVersion <= newest) return undefined;
  return `version ${schemaVersion} of ${type} is newer than version ${newest}, the newest that this code knows`;
}

import { comparePositions, laneCount, type LanePosition, type Service } from '@licet/contracts';

/** Services whose events are in the feed. The order is part of every cursor: new ones come last. */
export const feedSources = ['customers', 'licenses', 'activations'] as const satisfies readonly Service[];
export type FeedSource = (typeof feedSources)[number];

/** A place in the feed: one position per lane of every service, by `indexOf`. [API-EVT-02] */
export type Places = readonly Omit<LanePosition, 'lane'>[];

const places = feedSources.length * laneCount;

export const indexOf = (source: FeedSource, lane: number): number => feedSources.indexOf(source) * laneCount + lane;

export const start: Places = Array.from({ length: places }, () => ({ epoch: 1, position: 0 }));

export const later = (a: Places[number], b: Places[number]): Places[number] => (comparePositions(a, b) < 0 ? b : a);

export const isFeedSource = (service: Service): service is FeedSource =>
  (feedSources as readonly Service[]).includes(service);

/** The place that is behind these positions too. */
export function withPositions(at: Places, positions: readonly (LanePosition & { source: FeedSource })[]): Places {
  const moved = [...at];
  for (const { source, lane, epoch, position } of positions) {
    const i = indexOf(source, lane);
    const before = moved[i];
    if (before) moved[i] = later(before, { epoch, position });
  }
  return moved;
}

/** Two numbers per place in base 36, behind the account that the cursor was given to. */
export const printPlaces = (authorId: number, at: Places): string =>
  [authorId, ...at.flatMap(({ epoch, position }) => [epoch, position])].map((n) => n.toString(36)).join('.');

/** Reads what `printPlaces` wrote for the same account; places of services that came later start at the beginning. */
export function parsePlaces(authorId: number, text: string): Places | undefined {
  const [author, ...numbers] = text.split('.').map((part) => parseInt(part, 36));
  if (author !== authorId || numbers.length % 2 || numbers.length > 2 * places) return undefined;
  return start.map((beginning, i) => {
    const [epoch, position] = numbers.slice(2 * i, 2 * i + 2);
    return epoch === undefined || position === undefined ? beginning : { epoch, position };
  });
}

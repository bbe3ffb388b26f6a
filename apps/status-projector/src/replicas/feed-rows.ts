import { type PublicEvent, type RecordedEvent, type Service, toPublicEvent } from '@licet/contracts';

/** A public event at its place in the feed. */
export interface FeedRow {
  source: Service;
  lane: number;
  position: number;
  epoch: number;
  author_id: number;
  time: string;
  type: string;
  subject: string;
  event: PublicEvent;
}

export function feedRows(source: Service, events: readonly RecordedEvent[]): FeedRow[] {
  return events.flatMap((recorded) => {
    const event = toPublicEvent(recorded);
    if (!event) return [];
    const { lane, position, epoch } = recorded;
    const { authorId, time, type, subject } = event;
    return [{ source, lane, position, epoch, author_id: authorId, time, type, subject: subject.id, event }];
  });
}

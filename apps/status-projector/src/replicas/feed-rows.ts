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
  /** The license whose timeline tells of it too. [API-EVT-09] */
  part_of: string | null;
  event: PublicEvent;
}

export function feedRows(source: Service, events: readonly RecordedEvent[]): FeedRow[] {
  return events.flatMap((recorded) => {
    const event = toPublicEvent(recorded);
    if (!event) return [];
    const { lane, position, epoch } = recorded;
    const { authorId, time, type, subject } = event;
    return [
      {
        source,
        lane,
        position,
        epoch,
        author_id: authorId,
        time,
        type,
        subject: subject.id,
        part_of: partOf(event),
        event,
      },
    ];
  });
}

/** What happened to an installation happened to its license, but that it asks day by day whether it may go on is nothing that happened. */
function partOf({ subject, type, data }: PublicEvent): string | null {
  if (subject.object !== 'installation' || type === 'InstallationChecked') return null;
  return typeof data.licenseId === 'string' ? data.licenseId : null;
}

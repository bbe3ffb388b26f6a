import type { ListEvents } from '@licet/contracts';
import type { ValueOf } from '../http/native-call.ts';

export type FeedEvent = ValueOf<typeof ListEvents>['events'][number];

/** An event as the feed shows it. [native-api 9] */
export const eventView = ({ id, cursor, type, time, subject, actor, via, ...rest }: FeedEvent) => ({
  id,
  object: 'event',
  cursor,
  type,
  time,
  subject,
  actor,
  via,
  requestId: rest.requestId,
  correlationId: rest.correlationId,
  causationId: rest.causationId,
  changes: rest.changes,
  data: rest.data,
});

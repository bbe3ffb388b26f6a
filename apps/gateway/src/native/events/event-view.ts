import { type ListEvents, Nullable, PublicEvent } from '@licet/contracts';
import Type from 'typebox';
import type { ValueOf } from '../http/native-call.ts';
import { Answer, AnyText, ListOf, type Shown } from '../http/view-schema.ts';

const shown = Type.Omit(PublicEvent, ['authorId']).properties;
/** `name` is null where who acted has none. [API-REP-10] */
export const shownOfEvent = { ...shown, actor: Type.Object({ ...shown.actor.properties, name: Nullable(AnyText) }) };

export const example = {
  id: 'evt_01k9qpwf00e008000000000md5',
  object: 'event',
  type: 'LicenseStatusChanged',
  time: '2026-03-01T09:12:45.120Z',
  subject: { object: 'license', id: 'lic_01k9qpwf00e0080000000003x1', version: 2 },
  actor: { kind: 'key', id: '0123456789ab', name: 'shop' },
  via: 'native',
  requestId: '019a6f6e-3c00-7000-8000-000000005fa1',
  correlationId: '4bf92f3577b34da6a3ce929d0e0e4736',
  causationId: null,
  changes: [{ path: 'status', before: 'active', after: 'review' }],
  data: {},
};

/** [native-api 9] */
export const EventView = Answer(
  'Event',
  { object: Type.Literal('event'), cursor: AnyText, ...shownOfEvent },
  { cursor: 'WzFd', ...example },
);

/** A page of the feed. Its `next` is a cursor also at the end. [API-EVT-01] */
export const EventList = ListOf(EventView);

/** Events as server-sent events: each `data` line is an Event, each `id` line its cursor. [API-EVT-04] */
export const EventStream = Type.String({ $id: 'EventStream', examples: [': nothing new\n\n'] });

export type FeedEvent = ValueOf<typeof ListEvents>['events'][number];

/** An event as the feed shows it. [native-api 9] */
export const eventView = (event: FeedEvent): Shown<typeof EventView> => ({
  ...commonView(event),
  cursor: event.cursor,
});

/** What is told of an event wherever it stands. */
export const commonView = ({ id, type, time, subject, actor, via, ...rest }: PublicEvent) => ({
  id,
  object: 'event' as const,
  type,
  time,
  subject,
  actor: { ...actor, name: actor.name ?? null },
  via,
  requestId: rest.requestId,
  correlationId: rest.correlationId,
  causationId: rest.causationId,
  changes: rest.changes,
  data: rest.data,
});

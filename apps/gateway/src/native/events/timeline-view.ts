import { Nullable, type TimelineEvent } from '@licet/contracts';
import Type from 'typebox';
import { Answer, AnyText, ListOf, type Shown } from '../http/view-schema.ts';
import { commonView, example, shownOfEvent } from './event-view.ts';

/** An event as the timeline of an object tells it: it is no place in the feed, so it has no cursor. [API-EVT-09, API-AUD-01] */
export const TimelineEventView = Answer(
  'TimelineEvent',
  { object: Type.Literal('event'), ...shownOfEvent, reason: Nullable(AnyText), note: Nullable(AnyText) },
  { ...example, reason: 'fraud', note: 'Charged back.' },
);

/** A page of a timeline. [API-EVT-09] */
export const TimelineEventList = ListOf(TimelineEventView);

/** `wholly`: with what staff said of the change, which only those may read who may read the object. */
export const timelineEventView = (event: TimelineEvent, wholly: boolean): Shown<typeof TimelineEventView> => ({
  ...commonView(event),
  reason: wholly ? event.reason : null,
  note: wholly ? event.note : null,
});

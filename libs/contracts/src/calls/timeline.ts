import Type from 'typebox';
import { defineCall } from '../base/define-call.ts';
import { type ListPage, ListQuery, firstPage } from '../model/list.ts';
import type { PublicEvent } from '../model/public-event.ts';
import { ObjectNumber, Text } from '../model/scalars.ts';

/** A public event as the timeline of an object tells it: with what its ledger decided, and with what staff said of it. */
export interface TimelineEvent extends PublicEvent {
  /** Why, in a word of the documents or in staff's own words; null for none, and once its key is destroyed. */
  reason: string | null;
  note: string | null;
}

export const ListObjectEvents = defineCall<ListPage<TimelineEvent>>()({
  name: 'ListObjectEvents',
  service: 'status-projector',
  kind: 'query',
  description:
    'The timeline of one object of an account: a page of its public events, newest first unless said, with counters as the ledger decided them. Of a license also what happened to its installations, checks excepted. Refused: cursor_invalid. [API-EVT-09, SYS-04]',
  schema: Type.Object({
    authorId: ObjectNumber,
    /** Native id of the object. */
    object: Text(128),
    query: ListQuery,
  }),
  sample: { authorId: 1, object: 'lic_01k9qpwf00e0080000000003x1', query: firstPage },
});

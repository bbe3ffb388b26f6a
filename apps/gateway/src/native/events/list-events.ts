import { ListEvents } from '@licet/contracts';
import { Get } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { type EventQuery, EventsAsked } from './event-query.ts';
import { EventList, eventView } from './event-view.ts';

@NativeController('events')
export class ListEventsController {
  /** `next` is a cursor also at the end, so that a poller just repeats. [API-EVT-01] */
  @Get()
  @Operation({ id: 'listEvents', summary: 'The feed of everything that happened, oldest first.', answers: EventList })
  @Requires('events:read')
  @ReadsQuery()
  async list(@Call() call: NativeCall, @EventsAsked([]) query: EventQuery): Promise<object> {
    const { events, next } = await call.ask(ListEvents, { authorId: call.authorId, ...query, waitMs: 0 });
    return { object: 'list', data: events.map(eventView), next, previous: null };
  }
}

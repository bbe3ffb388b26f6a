import { ListEvents } from '@licet/contracts';
import { Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Readable, finished } from 'node:stream';
import { Drain } from '../../shared/drain.ts';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import type { Parameter } from '../http/documented.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { readPlace } from '../http/place.ts';
import { eventFeed } from './event-feed.ts';
import { type EventQuery, EventsAsked } from './event-query.ts';
import { EventStream } from './event-view.ts';
import { OpenStreams } from './open-streams.ts';

const lastEventId: Parameter = {
  name: 'Last-Event-ID',
  in: 'header',
  description: 'Cursor of the last event seen; stands before `after`.',
  schema: { type: 'string' },
};

@NativeController('events')
export class StreamEventsController {
  readonly #drain: Drain;
  readonly #open: OpenStreams;

  constructor(drain: Drain, open: OpenStreams) {
    this.#drain = drain;
    this.#open = open;
  }

  /** `text/event-stream` that resumes at `Last-Event-ID`, or at `after`; some at a time of one key. [API-EVT-04, API-EVT-06] */
  @Get('stream')
  @Operation({
    id: 'streamEvents',
    summary: 'The feed as server-sent events, which never ends.',
    answers: EventStream,
    media: 'text/event-stream',
  })
  @Requires('events:read')
  @ReadsQuery()
  async stream(
    @Call() call: NativeCall,
    @EventsAsked([lastEventId]) asked: EventQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const last = call.request.headers['last-event-id'];
    const query = { ...asked, after: last ? readPlace(last, 'Last-Event-ID') : asked.after };
    await call.ask(ListEvents, { authorId: call.authorId, ...query, limit: 1, waitMs: 0 }); // a bad cursor is told as a problem
    const isStream = call.request.method !== 'HEAD';
    if (isStream) finished(reply.raw, this.#open.open(call.caller));
    void reply.type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no');
    void reply.send(isStream ? streamOf(call, query, this.#drain.signal) : undefined);
  }
}

/** How long a client may take to read what was written before the gateway closes. Milliseconds. */
const patience = 1000;

/** Ends when the client goes or the gateway closes. */
function streamOf(call: NativeCall, query: EventQuery, closing: AbortSignal): Readable {
  const gone = new AbortController();
  const end = AbortSignal.any([closing, gone.signal]);
  const stream = Readable.from(eventFeed(call, query, end), { objectMode: true, highWaterMark: 1 });
  const cutOff = () => setTimeout(() => stream.destroy(), patience).unref();
  closing.addEventListener('abort', cutOff, { once: true });
  stream.once('close', () => {
    closing.removeEventListener('abort', cutOff);
    gone.abort();
  });
  return stream;
}

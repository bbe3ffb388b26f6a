import { ListEvents } from '@licet/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { mayGoOn } from '../http/authenticate.ts';
import type { NativeCall } from '../http/native-call.ts';
import type { EventQuery } from './event-query.ts';
import { type FeedEvent, eventView } from './event-view.ts';

const heartbeatMs = 15_000; // [API-EVT-04]
const batch = 200;
const pauseAfterFailureMs = 1000;
/** Beyond the wait, for the way there and back. */
const wayMs = 5000;

/**
 * The feed as server-sent events, until `end`: what there is, then what comes. A comment is sent when nothing came for a while, and while the
 * feed cannot be read. It ends, and tells nothing more, once its caller may not read it any more. [API-EVT-04, API-KEY-07]
 */
export async function* eventFeed(call: NativeCall, query: EventQuery, end: AbortSignal): AsyncGenerator<string> {
  let after = query.after;
  const ended = new Promise<'ended'>((resolve) => {
    end.addEventListener('abort', () => {
      resolve('ended');
    });
  });
  const read = (waitMs: number) => {
    const { authorId, gateway } = call;
    const context = { ...call.context(), deadline: Date.now() + waitMs + wayMs };
    return gateway.bus.call(ListEvents, { ...query, authorId, after, limit: batch, waitMs }, context);
  };
  while (!end.aborted) {
    const reply = await Promise.race([read(heartbeatMs).catch(() => undefined), ended]);
    if (reply === 'ended') return;
    const goesOn = await mayGoOn(call, 'events:read').catch(() => undefined);
    if (goesOn === false) return;
    if (reply?.ok && goesOn) {
      after = reply.value.next;
      yield reply.value.events.length > 0 ? reply.value.events.map(frame).join('') : ': nothing new\n\n';
    } else {
      yield ': the feed cannot be read, trying again\n\n';
      await sleep(pauseAfterFailureMs, undefined, { signal: end }).catch(() => undefined);
    }
  }
}

const frame = (event: FeedEvent): string =>
  `id: ${event.cursor}\nevent: ${event.type}\ndata: ${JSON.stringify(eventView(event))}\n\n`;

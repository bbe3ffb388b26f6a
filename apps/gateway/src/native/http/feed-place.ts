import { AwaitCursor, TellCursor } from '@licet/contracts';
import type { NativeCall } from './native-call.ts';
import { readPlace } from './place.ts';
import { Problem } from './problem.ts';

/** How long a reader waits for what he wants to see, and a writer to be told where his change stands. Milliseconds. */
const patience = { reading: 2000, writing: 1000 };

/** Waits until lists and reports have what the caller has seen or written before. [API-VERB-09] */
export async function awaitPlace(call: NativeCall): Promise<void> {
  const wanted = call.request.headers['licet-min-cursor'];
  if (wanted === undefined) return;
  const cursor = readPlace(wanted, 'Licet-Min-Cursor');
  const { reached } = await call.ask(AwaitCursor, { authorId: call.authorId, cursor, waitMs: patience.reading });
  if (!reached) throw new Problem('read_model_behind', undefined, { headers: { 'retry-after': '1' } });
}

/**
 * Tells where in the feed a change stands. Without the read models there is no feed to stand in: then `Licet-Consistency` says so.
 * [API-VERB-06]
 */
export async function tellPlace(call: NativeCall): Promise<void> {
  const { authorId, reply, gateway, positions } = call;
  if (reply.hasHeader('licet-consistency')) return;
  const context = { ...call.context(), deadline: Date.now() + patience.writing };
  try {
    const told = await gateway.bus.call(TellCursor, { authorId, positions }, context);
    if (told.ok) void reply.header('licet-cursor', told.value.cursor);
  } catch (err) {
    gateway.logger.debug({ err, requestId: call.request.id }, 'The place of a change in the feed is not known.');
    void reply.header('licet-consistency', 'pending');
  }
}

import { type CallContext, type EventDefinition, type Position, newUuid } from '@licet/contracts';
import type { EventStore } from '@licet/event-store';

interface Look {
  event: Pick<EventDefinition, 'type' | 'version'>;
  /** Number of the object that is looked at. */
  number: number;
  authorId: number;
  /** Of the event, but the time. */
  data: object;
}

/**
 * Records that somebody looks at a secret, in `audit-<n>`, which nothing folds, so that looking at an object does not change it. Returns when it
 * is durable: only then is anything shown. [API-AUD-01]
 */
export async function recordLook(
  store: EventStore,
  { event: { type, version: schemaVersion }, number, authorId, data }: Look,
  call: CallContext,
): Promise<Position> {
  const at = new Date().toISOString();
  const { actor, via, requestId, correlationId, causationId, commandId } = call;
  const cause = { actor, via, requestId, correlationId, causationId };
  const metadata = { eventId: newUuid(), time: at, authorId, ...cause };
  const streamId = `audit-${number}`;
  const outcome = await store.append({
    ...{ streamId, expectedVersion: 'any', commandId, authorId },
    events: [{ type, schemaVersion, data: { ...data, at }, metadata }],
  });
  if (outcome.kind !== 'appended' && outcome.kind !== 'repeated')
    throw new Error(`Nobody knows who looked at ${streamId}: ${outcome.kind}`);
  const { lane, epoch, position } = outcome;
  return { service: store.service, lane, epoch, position };
}

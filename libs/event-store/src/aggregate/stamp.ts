import { newestVersion, newUuid, type CallContext, type DomainEvent } from '@licet/contracts';
import type { NewEvent } from '../types.ts';

/** Puts the envelope around what a decision says has happened. */
export function stamp(event: DomainEvent, call: CallContext, authorId: number | null, now: Date): NewEvent {
  return {
    type: event.type,
    schemaVersion: newestVersion.get(event.type) ?? 1,
    data: event.data,
    metadata: {
      eventId: newUuid(),
      time: now.toISOString(),
      actor: call.actor,
      via: call.via,
      authorId,
      requestId: call.requestId,
      correlationId: call.correlationId,
      causationId: call.causationId,
    },
  };
}

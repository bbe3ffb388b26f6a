import type { DomainEvent, LanePosition, Position, RecordedEvent } from '@licet/contracts';
import type { EventStore } from '../event-store.ts';
import { present } from '../present.ts';
import type { DecidedStream } from './decided-stream.ts';
import type { Step } from './step.ts';
import type { Execution } from './types.ts';

/**
 * What a command did when it was recorded. `own`: the write of it that this process sent; when that is the one recorded, nothing was repeated.
 * @throws Error when the record holds no event of the command
 */
export async function recordedAnswer<C, S, E extends DomainEvent, X>(
  { store, loader, streamId }: DecidedStream<C, S, E, X>,
  commandId: string,
  own?: Step<C, S, E, X>,
): Promise<Execution<S, E>> {
  const events = await store.readCommand(streamId, commandId);
  const last = events.at(-1);
  if (!last) throw new Error(`The receipt of ${commandId} has no events`);
  const ours = own?.write.events[0].metadata.eventId === present(events[0]).metadata.eventId;
  const { state } = ours && own.after.version === last.version ? own.after : await loader.at(streamId, last.version);
  return {
    kind: 'accepted',
    state,
    version: last.version,
    events: events as readonly RecordedEvent[] as unknown as readonly E[],
    position: positionIn(store, last),
    repeated: !ours,
  };
}

/** A place in a lane, with the service whose lane it is. */
export const positionIn = ({ service }: EventStore, { lane, epoch, position }: LanePosition): Position => ({
  service,
  lane,
  epoch,
  position,
});

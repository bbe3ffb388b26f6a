import { laneOf } from '@licet/contracts';
import type { Write } from './types.ts';

/** A write that PostgreSQL can take: checked, its events as JSON text, made once however often it is sent. */
export interface PreparedWrite {
  write: Write;
  lane: number;
  events: readonly PreparedEvent[];
}

export interface PreparedEvent {
  type: string;
  schemaVersion: number;
  data: string;
  metadata: string;
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Refuses with a TypeError what PostgreSQL could not hold, so that it never reaches a batch with the writes of others. */
export function prepare(write: Write): PreparedWrite {
  if (!uuid.test(write.commandId)) throw new TypeError('A command id is a UUID');
  for (const { scope, key } of [...(write.claims ?? []), ...(write.releases ?? [])]) storable(scope, key);
  storable(write.streamId);
  const events = write.events.map((event) => {
    storable(event.type);
    const { type, schemaVersion } = event;
    return { type, schemaVersion, data: json(event.data), metadata: json(event.metadata) };
  });
  if (events.length === 0) throw new TypeError('A write holds at least one event');
  return { write, lane: laneOf(write.streamId), events };
}

function storable(...texts: string[]): void {
  for (const text of texts)
    if (/\0|\p{Surrogate}/u.test(text)) throw new TypeError('The record cannot hold NUL or half a surrogate pair');
}

/** JSON.stringify writes NUL and halves of surrogate pairs as escapes, and nothing else so. */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

function json(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError('Data and metadata of an event are JSON');
  if (text.includes('\\u') && unstorable.test(text))
    throw new TypeError('The record cannot hold NUL or half a surrogate pair');
  return text;
}

import { newestVersion, type EventMetadata, type RecordedEvent } from '@licet/contracts';
import { UnknownEventVersion } from './errors.ts';
import type { Upcasters } from './upcasting.ts';

/** A row of `event`, as `eventColumns` names it. */
export interface EventRow {
  lane: number;
  epoch: number;
  position: number;
  stream_id: string;
  version: number;
  type: string;
  schema_version: number;
  data: unknown;
  metadata: EventMetadata;
  command_id: string;
  recorded_at: Date;
}

/** Columns of an event `e` beside the lane and its epoch. */
export const storedColumns = `e.position::float8 as position, e.stream_id, e.version, e.type, e.schema_version,
  e.data, e.metadata, e.command_id, e.recorded_at`;

/** Columns of an event `e` in its lane `l`. */
export const eventColumns = `e.lane, l.epoch, ${storedColumns}`;

/** Lifts stored data to the newest version. @throws UnknownEventVersion when newer code wrote it. */
export function recordedEvent(row: EventRow, upcasters: Upcasters): RecordedEvent {
  const { data, schemaVersion } = upcast(row, upcasters);
  return {
    lane: row.lane,
    epoch: row.epoch,
    position: row.position,
    streamId: row.stream_id,
    version: row.version,
    type: row.type,
    schemaVersion,
    data,
    metadata: row.metadata,
    commandId: row.command_id,
    recordedAt: row.recorded_at.toISOString(),
  };
}

function upcast({ type, schema_version, data }: EventRow, upcasters: Upcasters) {
  const steps = upcasters[type] ?? {};
  let schemaVersion = schema_version;
  for (let step = steps[schemaVersion]; step; step = steps[++schemaVersion]) data = step(data as never);
  const newest = newestVersion.get(type);
  if (newest !== undefined && schemaVersion > newest)
    throw new UnknownEventVersion(`${type} of version ${schemaVersion} was written by newer code`);
  return { data, schemaVersion };
}

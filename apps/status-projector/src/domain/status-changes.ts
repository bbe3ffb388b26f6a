import { type RecordedEvent, soloStatusOf } from '@licet/contracts';
import type { SourceEvent } from './license-row.ts';

/** A row of the status history of a license, in SOLO codes. [ST-26] */
export interface StatusChangeRow {
  license_id: number;
  version: number;
  before: string | null;
  after: string;
  at: string;
  actor: string;
  via: string;
}

/** The status change that an event tells of; undefined when the status stays. A license begins as OK. */
export function statusChangeOf(recorded: RecordedEvent<SourceEvent>): StatusChangeRow | undefined {
  const { actor, via } = recorded.metadata;
  const common = { version: recorded.version, actor: actor.name ?? actor.id, via };
  const event = recorded as SourceEvent;
  switch (event.type) {
    case 'LicenseAdded': {
      const { licenseId, enteredAt } = event.data;
      return { ...common, license_id: licenseId, before: null, after: 'OK', at: enteredAt };
    }
    case 'LicenseStatusChanged': {
      const { licenseId, changes, at } = event.data;
      if (!changes.status) return undefined;
      const [before, after] = [soloStatusOf(changes.status.before), soloStatusOf(changes.status.after)];
      return { ...common, license_id: licenseId, before, after, at };
    }
    default:
      return undefined;
  }
}

import type { LedgerEvent, PublicEvent, RecordedEvent, Sealed, TimelineEvent } from '@licet/contracts';
import type { LicenseRow, SourceEvent } from './license-row.ts';

type Change = PublicEvent['changes'][number];

/** Where an event stands in the feed. */
interface FeedPlace {
  source: string;
  lane: number;
  position: number;
}

/** What a ledger decided of the counters of its license, at the event by which they were asked for. */
export interface DecidedRow extends FeedPlace {
  changes: Change[];
}

/** What staff said of a change, sealed. */
export interface SaidRow extends FeedPlace {
  reason: Sealed | null;
  note: Sealed | null;
}

/** Counters of a license as its ledger keeps them, by the paths by which timelines tell them. */
const counters = {
  activations_left: '/activationsLeft',
  deactivations_left: '/deactivationsLeft',
  counter: '/counter',
  seats_in_use: '/seats/used',
} as const satisfies Partial<Record<keyof LicenseRow, string>>;

/**
 * What an event of a ledger made of the counters, from the rows before and after it; undefined where it left them. A change by the owner is told
 * where he asked for it: the ledger names that event. What a license began with is told by the license itself. [SYS-04]
 */
export function decidedBy(
  recorded: RecordedEvent<SourceEvent>,
  before: LicenseRow,
  after: LicenseRow,
): DecidedRow | undefined {
  const place = placeOfDecision(recorded);
  const changes = Object.entries(counters).flatMap(([column, path]) => {
    const [was, became] = [before[column as keyof typeof counters], after[column as keyof typeof counters]];
    return was === became ? [] : [{ path, before: was, after: became }];
  });
  return place && changes.length > 0 ? { ...place, changes } : undefined;
}

function placeOfDecision({ lane, position, ...recorded }: RecordedEvent<SourceEvent>): FeedPlace | undefined {
  const event = recorded as LedgerEvent;
  if (event.type === 'LedgerOpened') return undefined;
  if (event.type !== 'TermsChanged') return { source: 'activations', lane, position };
  return { source: 'licenses', lane: event.data.source.lane, position: event.data.source.position };
}

/** What was said of a change where nobody but its account may read it; undefined where nothing was. [API-AUD-01] */
export function saidOf({ lane, position, ...recorded }: RecordedEvent<SourceEvent>): SaidRow | undefined {
  const event = recorded as SourceEvent;
  const said = (source: string, reason: Sealed | null = null, note: Sealed | null = null) =>
    reason === null && note === null ? undefined : { source, lane, position, reason, note };
  switch (event.type) {
    case 'LicenseStatusChanged':
      return said('licenses', null, event.data.changes.statusNote);
    case 'InstallationDeactivated':
    case 'InstallationBanned':
    case 'InstallationRestored':
      return said('activations', event.data.reason, event.data.note);
    case 'BalanceChanged':
      return said('activations', event.data.reason);
    default:
      return undefined;
  }
}

/** A public event with what was decided and said of it; empty texts were not said, or are not there any more. */
export function timelineEvent(
  event: PublicEvent,
  decided: readonly Change[],
  said: { reason: string; note: string },
): TimelineEvent {
  const told = event.changes.filter(({ path }) => !decided.some((it) => it.path === path));
  const named = told.find(({ path }) => path === '/statusReason')?.after;
  const reason = said.reason || (typeof named === 'string' ? named : null);
  return { ...event, changes: [...told, ...decided], reason, note: said.note || null };
}

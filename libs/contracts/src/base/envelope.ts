import type { CallerRules } from '../model/account-settings.ts';
import type { Claim } from './claim.ts';
import type { LanePosition } from './position.ts';
import type { Service } from './services.ts';

/** Who caused a change. [API-AUD-02] */
export interface Actor {
  kind: 'key' | 'user' | 'customer' | 'installation' | 'system';
  /** Id of the credential or person, never a secret. */
  id: string;
  name?: string;
}

/** Through which door a call came. [API-EVT-03] */
export type Via = 'native' | 'solo' | 'dna' | 'ip' | 'console' | 'portal' | 'system';

/** An event as the record holds it, without its place. `data` is the shape that `type` and `schemaVersion` name. */
export interface DomainEvent<T extends string = string, D = unknown> {
  type: T;
  data: D;
}

/** What stands beside the data of every stored event. Free of personal data and secrets. */
export interface EventMetadata {
  /** UUIDv7; the same id on every channel. */
  eventId: string;
  /** When it was decided, RFC 3339 UTC with milliseconds; never goes back within a stream. */
  time: string;
  actor: Actor;
  via: Via;
  /** Account that owns the stream; null for what concerns the installation. */
  authorId: number | null;
  requestId: string;
  correlationId: string;
  causationId: string | null;
}

/** An event with its place in the record, upcast to the newest schema version. */
export interface RecordedEvent<E extends DomainEvent = DomainEvent> extends LanePosition {
  streamId: string;
  /** 1, 2, 3 … within the stream. */
  version: number;
  type: E['type'];
  schemaVersion: number;
  data: E['data'];
  metadata: EventMetadata;
  commandId: string;
  recordedAt: string;
}

/** What one command would write to one stream, in a dry run. [API-DRY-02] */
export interface DryWrite {
  service: Service;
  streamId: string;
  commandId: string;
  events: readonly RecordedEvent[];
  claims: readonly Claim[];
  releases: readonly Claim[];
}

/**
 * What travels with every command and query: who asks, through which door, until when. The gateway makes it, everybody passes it on.
 */
export interface CallContext {
  /** UUID, new for every command and kept by whoever sends the command again: the receipt is found by it. */
  commandId: string;
  requestId: string;
  correlationId: string;
  causationId: string | null;
  actor: Actor;
  via: Via;
  /** Account of the caller; null where the call itself names a license. */
  authorId: number | null;
  /** What the caller may do, in the words of the native scopes. [API-USR-03] */
  scopes: readonly string[];
  /** What account and user set about the rights of the caller; the defaults where absent. */
  rules?: CallerRules;
  /** Network address of the caller. Personal: it is sealed before it is stored. */
  address: string | null;
  /** Milliseconds since 1970; whoever works past it works for nobody. */
  deadline: number;
  /** Present for a dry run, which changes nothing: what was written in it by now. [API-DRY-01] */
  dryRun?: readonly DryWrite[];
}

import type { Actor, Via } from '../base/envelope.ts';

/**
 * An event as the world outside sees it: on the feed, on Kafka, in webhooks. Versioned, free of personal data and secrets.
 * At most one per domain event; position and epoch are those of the domain event. [design 5, API-EVT]
 */
export interface PublicEvent {
  /** `evt_…`; the same on every channel. */
  id: string;
  type: string;
  time: string;
  authorId: number;
  subject: { object: string; id: string; version: number };
  actor: Actor;
  via: Via;
  requestId: string;
  correlationId: string;
  causationId: string | null;
  changes: { path: string; before: unknown; after: unknown }[];
  data: Record<string, unknown>;
}

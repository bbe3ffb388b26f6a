import Type, { type Static } from 'typebox';
import { Instant, Nullable, ObjectNumber, OneOf, Text } from './scalars.ts';

/**
 * An event as the world outside sees it: on the feed, on Kafka, in webhooks. Versioned, free of personal data and secrets.
 * At most one per domain event; position and epoch are those of the domain event. [design 5, API-EVT]
 */
export const PublicEvent = Type.Object(
  {
    /** `evt_…`; the same on every channel. */
    id: Type.String({ pattern: '^evt_[0-9a-hjkmnp-tv-z]{26}$', description: 'The same on every channel.' }),
    type: Text(64),
    time: Instant,
    authorId: ObjectNumber,
    subject: Type.Object({
      object: OneOf('product', 'option', 'license', 'installation', 'customer', 'invoice', 'renewal', 'job'),
      id: Text(128),
      version: Type.Integer({ minimum: 1, description: 'Version of the object after this event.' }),
    }),
    actor: Type.Object({
      kind: OneOf('key', 'user', 'customer', 'installation', 'system'),
      id: Text(255),
      name: Type.Optional(Text(255)),
    }),
    via: OneOf('native', 'solo', 'dna', 'ip', 'console', 'portal', 'system'),
    requestId: Text(255),
    correlationId: Text(255),
    causationId: Nullable(Text(255)),
    changes: Type.Array(Type.Object({ path: Text(255), before: Type.Unknown(), after: Type.Unknown() })),
    data: Type.Record(Type.String(), Type.Unknown()),
  },
  { description: 'An event as the world outside sees it, free of personal data and secrets.' },
);
export type PublicEvent = Static<typeof PublicEvent>;

import Type, { type Static } from 'typebox';
import { ExternalId } from './external-id.ts';
import { Metadata, MetadataPatch } from './metadata.ts';
import { Nullable } from './scalars.ts';

/** What is kept of a customer beside contact data: nothing personal, so in clear. [API-REP-14, API-REP-15] */
export const CustomerMembers = Type.Object({
  /** Whether licenses may name him as their distributor, by his own number. [API-CUS-08, SL-ADD-19] */
  isDistributor: Type.Boolean(),
  externalId: Nullable(ExternalId),
  metadata: Metadata,
});
export type CustomerMembers = Static<typeof CustomerMembers>;

/** What a change tells of them. */
export const CustomerMembersPatch = Type.Partial(
  Type.Object({ ...CustomerMembers.properties, metadata: MetadataPatch }),
);
export type CustomerMembersPatch = Static<typeof CustomerMembersPatch>;

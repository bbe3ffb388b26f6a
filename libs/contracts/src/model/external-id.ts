import Type, { type Static } from 'typebox';
import type { Claim } from '../base/claim.ts';
import type { Resource } from '../base/ids.ts';
import type { Service } from '../base/services.ts';
import { OneOf } from './scalars.ts';

/** Resources whose objects an author may give a name of his own, and the service that owns them. [API-REP-15] */
export const ownersOfExternalIds = {
  ...{ product: 'licenses', option: 'licenses', license: 'licenses', invoice: 'licenses' },
  customer: 'customers',
} as const satisfies Partial<Record<Resource, Service>>;
export type ExternallyNamed = keyof typeof ownersOfExternalIds;

export const isExternallyNamed = (resource: Resource): resource is ExternallyNamed =>
  Object.hasOwn(ownersOfExternalIds, resource);

const resources = Object.keys(ownersOfExternalIds) as ExternallyNamed[];
export const ExternallyNamed = OneOf(...resources);

/** An object's name in the books of its author. */
export const ExternalId = Type.String({ minLength: 1, maxLength: 128, pattern: '^[^\\u0000]*$' });
export type ExternalId = Static<typeof ExternalId>;

/** Held by the stream of the object, so no other of the author has the same name. [API-REP-15] */
export const externalIdClaim = (resource: ExternallyNamed, authorId: number, externalId: string): Claim => ({
  scope: `externalId/${resource}/${authorId}`,
  key: externalId,
});

/** What an append takes and gives back when the name of an object changes. */
export function externalIdClaims(
  resource: ExternallyNamed,
  authorId: number,
  change: { before: string | null; after: string | null } | undefined,
): { claims: Claim[]; releases: Claim[] } {
  const claim = (name: string | null) => (name === null ? [] : [externalIdClaim(resource, authorId, name)]);
  return change ? { claims: claim(change.after), releases: claim(change.before) } : { claims: [], releases: [] };
}

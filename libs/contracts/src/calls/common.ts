import Type from 'typebox';
import { defineCall } from '../base/define-call.ts';
import type { LanePosition } from '../base/position.ts';
import { services, type Service } from '../base/services.ts';
import { ExternalId, ExternallyNamed } from '../model/external-id.ts';
import { ObjectNumber, OneOf, Text } from '../model/scalars.ts';

/** Calls that every service answers; `commonCalls.licenses.AwaitApplied`. */
const callsOf = (service: Service) => ({
  AwaitApplied: defineCall<{ applied: boolean }>()({
    name: `${service}.AwaitApplied`,
    service,
    kind: 'query',
    description:
      'Answers when this service has applied the named positions of others, or at the deadline with `applied: false`. `pod: true` asks for what this very process holds in memory, not for the database. [design 4, fence]',
    schema: Type.Object({
      positions: Type.Array(
        Type.Object({
          service: OneOf(...services),
          lane: Type.Integer(),
          epoch: Type.Integer(),
          position: Type.Integer(),
        }),
      ),
      pod: Type.Boolean(),
    }),
    sample: { positions: [{ service: 'licenses', lane: 14, epoch: 1, position: 42 }], pod: false },
  }),
  DataKeys: defineCall<{ subject: string; key: string | null }[]>()({
    name: `${service}.DataKeys`,
    service,
    kind: 'query',
    description:
      'Data keys of sealed values that this service made, wrapped by the master key; null for destroyed or unknown ones.',
    schema: Type.Object({ subjects: Type.Array(Text(128), { maxItems: 500 }) }),
    sample: { subjects: ['licenses/license-4001'] },
  }),
  Heads: defineCall<LanePosition[]>()({
    name: `${service}.Heads`,
    service,
    kind: 'query',
    description: 'Last position of each lane of this service. [design 4, readiness]',
    schema: Type.Object({}),
    sample: {},
  }),
  FindByExternalId: defineCall<{ number: number }>()({
    name: `${service}.FindByExternalId`,
    service,
    kind: 'query',
    description:
      'Number of the object of this service that has a name given by its author. Refused: not_found. [API-REP-05, API-REP-15]',
    schema: Type.Object({ resource: ExternallyNamed, authorId: ObjectNumber, externalId: ExternalId }),
    key: ({ authorId }) => String(authorId),
    sample: { resource: 'invoice', authorId: 1, externalId: 'shop-1' },
  }),
});

export const commonCalls = Object.fromEntries(services.map((service) => [service, callsOf(service)])) as Record<
  Service,
  ReturnType<typeof callsOf>
>;

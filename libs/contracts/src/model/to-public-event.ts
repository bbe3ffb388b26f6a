import type { Actor, DomainEvent, RecordedEvent } from '../base/envelope.ts';
import { nativeId } from '../base/ids.ts';
import type { LicenseChanges } from '../events/licenses/index.ts';
import type { PublicEvent } from './public-event.ts';
import { installationsTold } from './public-installations.ts';
import { changesOfLicense, hidden } from './public-license-changes.ts';
import { ordersTold } from './public-orders.ts';
import { type DataOf, type Known, type Outline, type Outlines, license } from './public-outline.ts';
import { members, published, withoutSecrets } from './public-settings.ts';

/**
 * What each type tells the world. A type that is not named stays inside: what a ledger takes over of its license was told by the
 * license, credentials and key sets concern nobody else. Keys and serial numbers activate, so they are secrets; sealed values,
 * verifiers, hashes and free texts stay inside as well. Names and values are those of the native API. [design 5, API-EVT]
 */
const outlines: Outlines = {
  ProductCreated: ({ uuid, productId, settings }) => ({
    ...product(uuid),
    data: { solo: { productId }, ...published(settings) },
  }),
  ProductUpdated: ({ uuid, productId, before, changes }) => ({
    ...product(uuid),
    changes: members(before, changes),
    data: { solo: { productId } },
  }),
  OptionCreated: ({ uuid, optionId, productId, settings }) => ({
    ...option(uuid),
    data: { solo: { prodOptionId: optionId, productId }, ...published(withoutSecrets(settings)) },
  }),
  OptionUpdated: ({ uuid, optionId, productId, before, changes }) => ({
    ...option(uuid),
    changes: members(withoutSecrets(before), withoutSecrets(changes)),
    data: { solo: { prodOptionId: optionId, productId } },
  }),
  CustomerCreated: ({ uuid, customerId, registered }) => ({
    object: 'customer',
    id: nativeId('customer', uuid),
    data: { solo: { customerId }, registered },
  }),
  CustomerUpdated: ({ uuid, customerId, changed, members: { isDistributor, ...others } = {} }) => ({
    object: 'customer',
    id: nativeId('customer', uuid),
    changes: [
      ...[...changed, ...Object.keys(others)].map((member) => ({ path: `/${member}`, ...hidden })),
      ...(isDistributor === undefined ? [] : members({ isDistributor: !isDistributor }, { isDistributor })),
    ],
    data: { solo: { customerId } },
  }),
  CustomerMerged: ({ uuid, customerId, intoUuid, intoId }) => ({
    object: 'customer',
    id: nativeId('customer', uuid),
    changes: [{ path: '/mergedIntoId', before: null, after: nativeId('customer', intoUuid) }],
    data: { solo: { customerId, mergedIntoId: intoId } },
  }),
  CustomerMergeReverted: ({ uuid, customerId, intoUuid }) => ({
    object: 'customer',
    id: nativeId('customer', uuid),
    changes: [{ path: '/mergedIntoId', before: nativeId('customer', intoUuid), after: null }],
    data: { solo: { customerId } },
  }),
  CustomerPasswordRead: ({ uuid, customerId }) => ({
    object: 'customer',
    id: nativeId('customer', uuid),
    data: { solo: { customerId } },
  }),
  LicenseAdded: ({ uuid, licenseId, productId, optionId, customerId, ...facts }) => ({
    ...license(uuid),
    data: {
      solo: { licenseId, productId, prodOptionId: optionId, customerId },
      quantity: facts.quantity,
      unitPrice: facts.unitPrice,
      expiresAt: facts.expiresAt,
      ...(facts.expiryDays !== undefined && { expiryDays: facts.expiryDays }),
      activationsLeft: facts.activationsLeft,
      deactivationsLeft: facts.deactivationsLeft,
      counter: facts.counter,
      isTest: facts.isTest,
      isTrial: facts.isTrial,
    },
  }),
  LicenseSecretsRead: ({ uuid, licenseId }) => ({ ...license(uuid), data: { solo: { licenseId } } }),
  LicensePurged: ({ uuid, licenseId, isTest, reason, jobId }) => ({
    type: 'LicenseDeleted',
    ...license(uuid),
    data: { solo: { licenseId }, isTest, reason, ...(reason !== 'abandoned' && { jobId: nativeId('job', jobId) }) },
  }),
  CustomerErased: ({ uuid, customerId }) => ({
    object: 'customer',
    id: nativeId('customer', uuid),
    data: { solo: { customerId } },
  }),
  CustomerDeleted: ({ uuid, customerId }) => ({
    type: 'CustomerErased',
    object: 'customer',
    id: nativeId('customer', uuid),
    data: { solo: { customerId } },
  }),
  JobRequested: ({ jobId, type, clock, dryRun, run }) => ({
    ...jobChanged(jobId, null, 'queued'),
    data: { type, clock, dryRun, run },
  }),
  JobStarted: ({ jobId, total }) => ({ ...jobChanged(jobId, 'queued', 'running'), data: { total } }),
  JobFinished: ({ jobId, result: { licenses, customers } }) => ({
    ...jobChanged(jobId, 'running', 'succeeded'),
    data: { licenses, customers },
  }),
  ...ordersTold,
  ...installationsTold,
  LicenseStatusChanged: licenseChanged,
  LicenseExpirationChanged: licenseChanged,
  LicenseUpdated: licenseChanged,
};

/**
 * The public event of a domain event; undefined where it is none of the world's business or belongs to no account. Pure: every channel
 * makes the same of it. [API-EVT-07]
 */
export function toPublicEvent(recorded: RecordedEvent): PublicEvent | undefined {
  const { authorId, actor, eventId, time, via, requestId, correlationId, causationId } = recorded.metadata;
  if (authorId === null) return undefined;
  const outline = outlineOf(recorded as DomainEvent as Known);
  if (!outline) return undefined;
  const { type = recorded.type, object, id, version = recorded.version, changes = [], data = {} } = outline;
  return {
    id: nativeId('event', eventId),
    type,
    time,
    authorId,
    subject: { object, id, version },
    actor: publicActor(actor),
    via,
    requestId,
    correlationId,
    causationId,
    changes,
    data,
  };
}

const outlineOf = ({ type, data }: Known): Outline | undefined =>
  (outlines[type] as ((data: unknown) => Outline | undefined) | undefined)?.(data);

/** Keys have names that their owners gave them; the names of people are personal. */
const publicActor = ({ kind, id, name }: Actor): Actor =>
  kind === 'key' && name !== undefined ? { kind, id, name } : { kind, id };

const product = (uuid: string) => ({ object: 'product', id: nativeId('product', uuid) }) as const;
const option = (uuid: string) => ({ object: 'option', id: nativeId('option', uuid) }) as const;

const jobChanged = (jobId: string, before: string | null, after: string) => ({
  type: 'JobChanged',
  object: 'job' as const,
  id: nativeId('job', jobId),
  changes: [{ path: '/status', before, after }],
});

/** Counters travel as they were asked: what they come to is decided in the ledger, by whatever activations leave. */
function licenseChanged({ uuid, licenseId, changes }: DataOf<'LicenseUpdated'>): Outline {
  const { activationsLeft, deactivationsLeft, counter } = changes;
  const asked = { activationsLeft, deactivationsLeft, counter };
  const outline = { ...license(uuid), changes: changesOfLicense(changes), data: { solo: { licenseId }, asked } };
  return changes.renewed ? { ...outline, ...renewed(changes.renewed, outline.data) } : outline;
}

/** Whatever it changed, it is told as a renewal. [API-LIC-22] */
const renewed = ({ renewal: by }: NonNullable<LicenseChanges['renewed']>, data: object) => ({
  type: 'LicenseRenewed',
  data: { ...data, renewalId: by && nativeId('renewal', by.uuid) },
});

import type { Actor, DomainEvent, RecordedEvent } from '../base/envelope.ts';
import { nativeId, nestedId } from '../base/ids.ts';
import type { AttemptsEvent, LedgerEvent } from '../events/activations/index.ts';
import type { CustomerAuditEvent, CustomerEvent } from '../events/customers/index.ts';
import type { InvoiceChanges, InvoiceEvent } from '../events/invoices.ts';
import type { JobEvent } from '../events/jobs.ts';
import type { RenewalEvent } from '../events/renewals.ts';
import type { AuditEvent, LicenseChanges, LicenseEvent, OptionEvent, ProductEvent } from '../events/licenses/index.ts';
import { counterName } from './balances.ts';
import type { RenewalReference } from './renewal.ts';
import type { PublicEvent } from './public-event.ts';
import { changesOfLicense, hidden } from './public-license-changes.ts';
import { members, published, withoutSecrets } from './public-settings.ts';

type Known =
  | AuditEvent
  | ProductEvent
  | OptionEvent
  | LicenseEvent
  | InvoiceEvent
  | RenewalEvent
  | CustomerEvent
  | CustomerAuditEvent
  | LedgerEvent
  | AttemptsEvent
  | JobEvent;
type DataOf<T extends Known['type']> = Extract<Known, { type: T }>['data'];
type Change = PublicEvent['changes'][number];

/** What is particular to a type; the rest follows from the envelope. */
interface Outline {
  /** Name of the event outside, where it is another one. */
  type?: string;
  object: 'product' | 'option' | 'license' | 'installation' | 'customer' | 'invoice' | 'renewal' | 'job';
  id: string;
  /** Where the object counts other than its stream. */
  version?: number;
  changes?: Change[];
  data?: Record<string, unknown>;
}

/**
 * What each type tells the world. A type that is not named stays inside: what a ledger takes over of its license was told by the
 * license, credentials and key sets concern nobody else. Keys and serial numbers activate, so they are secrets; sealed values,
 * verifiers, hashes and free texts stay inside as well. Names and values are those of the native API. [design 5, API-EVT]
 */
const outlines: { [T in Known['type']]?: (data: DataOf<T>) => Outline | undefined } = {
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
  InvoiceCreated: ({ customerId, number, status, registrar, currency, lines, ...ids }) => ({
    ...invoice(ids),
    data: {
      solo: { invoiceNo: ids.invoiceId, customerId },
      ...{ number, status, registrar, currency },
      lines: lines.map(({ optionUuid, quantity, unitPrice }) => ({
        ...{ optionId: nativeId('option', optionUuid), quantity, unitPrice },
      })),
    },
  }),
  InvoiceUpdated: ({ changes, ...ids }) => ({
    ...invoice(ids),
    changes: invoiceChanges(changes),
    data: soloInvoice(ids),
  }),
  InvoiceVoided: invoiceTransitioned,
  InvoiceRefunded: invoiceTransitioned,
  InvoiceDeleted: invoiceTransitioned,
  InvoiceRestored: invoiceTransitioned,
  InvoiceBlocked: (data) => ({ ...invoiceTransitioned(data), changes: [blocked(true)] }),
  InvoiceUnblocked: (data) => ({ ...invoiceTransitioned(data), changes: [blocked(false)] }),
  InvoiceAbandoned: ({ code, ...ids }) => ({ ...invoice({ ...ids, version: 1 }), data: { ...soloInvoice(ids), code } }),
  InvoiceRemoved: (ids) => ({ object: 'invoice', id: nativeId('invoice', ids.uuid), data: soloInvoice(ids) }),
  RenewalCreated: ({ optionUuid, types, terms, isTest, ...ids }) => ({
    ...renewal(ids),
    data: { optionId: nativeId('option', optionUuid), renewal: types, ...terms, isTest },
  }),
  RenewalStatusChanged: ({ before, after, ...ids }) => ({
    ...renewal(ids),
    changes: [{ path: '/status', before, after }],
  }),
  RenewalUsed: ({ license, at, ...ids }) => ({
    ...renewal(ids),
    changes: [
      { path: '/usedAt', before: null, after: at },
      { path: '/usedForId', before: null, after: nativeId('license', license.uuid) },
    ],
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
  LicenseStatusChanged: licenseChanged,
  LicenseExpirationChanged: licenseChanged,
  LicenseUpdated: licenseChanged,
  InstallationActivated: ({ activationsLeft, version, ...ids }) => ({
    ...installation(ids),
    changes: balance('/activationsLeft', activationsLeft, 1),
    data: { ...licenseOf(ids), version },
  }),
  InstallationReactivated: ({ version, ...ids }) => ({ ...installation(ids), data: { ...licenseOf(ids), version } }),
  InstallationChecked: ({ version, ...ids }) => ({ ...installation(ids), data: { ...licenseOf(ids), version } }),
  InstallationDeactivated: ({ activationsLeft, deactivationsLeft, by, ...ids }) => ({
    ...installation(ids),
    changes: [
      { path: '/status', before: 'active', after: 'deactivated' },
      ...balance('/activationsLeft', activationsLeft, -1),
    ],
    data: { ...licenseOf(ids), by, deactivationsLeft },
  }),
  InstallationBanned: ({ before, activationsLeft, deactivationsLeft, ...ids }) => ({
    ...installation(ids),
    changes: [
      { path: '/status', before, after: 'banned' },
      ...(before === 'active' ? balance('/activationsLeft', activationsLeft, -1) : []),
    ],
    data: { ...licenseOf(ids), deactivationsLeft },
  }),
  InstallationRestored: ({ before, activationsLeft, ...ids }) => ({
    type: 'InstallationReactivated',
    ...installation(ids),
    changes: [{ path: '/status', before, after: 'active' }, ...balance('/activationsLeft', activationsLeft, 1)],
    data: licenseOf(ids),
  }),
  BalanceChanged: ({ licenseId, licenseUuid, name, amount, refilled, balance }) => ({
    type: name === counterName && amount < 0 ? 'LicenseCounterDecremented' : 'LicenseBalanceChanged',
    ...license(licenseUuid),
    changes: [
      { path: name === counterName ? '/counter' : `/balances/${name}`, before: balance - amount, after: balance },
    ],
    data: { solo: { licenseId }, name, amount, refilledAt: refilled?.at ?? null },
  }),
  ActivationRefused: ({ uuid, licenseId, attempt, code, repeats, version, checks = [] }) =>
    uuid === null
      ? undefined
      : { ...license(uuid), data: { solo: { licenseId }, attempt, code, repeats, version, checks } },
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
const license = (uuid: string) => ({ object: 'license', id: nativeId('license', uuid) }) as const;

const invoice = ({ uuid, version }: { uuid: string; version: number }) =>
  ({ object: 'invoice', id: nativeId('invoice', uuid), version }) as const;

function invoiceTransitioned({ before, after, ...ids }: DataOf<'InvoiceVoided'>): Outline {
  const changes = before === after ? [] : [{ path: '/status', before, after }];
  return { ...invoice(ids), changes, data: soloInvoice(ids) };
}

const renewal = ({ uuid, version }: RenewalReference & { version: number }) =>
  ({ object: 'renewal', id: nativeId('renewal', uuid), version }) as const;

const soloInvoice = ({ invoiceId }: { invoiceId: number }) => ({ solo: { invoiceNo: invoiceId } });

const blocked = (after: boolean): Change => ({ path: '/blocked', before: !after, after });

/** Members that were told with what they were before, and names of the others. */
function invoiceChanges({ status, customerId, holdUntil, ...others }: InvoiceChanges): Change[] {
  return [
    ...(status ? [{ path: '/status', ...status }] : []),
    ...(customerId ? [{ path: '/solo/customerId', ...customerId }] : []),
    ...(holdUntil ? [{ path: '/holdUntil', ...holdUntil }] : []),
    ...Object.keys(others).map((name) => ({ path: `/${name}`, ...hidden })),
  ];
}

const jobChanged = (jobId: string, before: string | null, after: string) => ({
  type: 'JobChanged',
  object: 'job' as const,
  id: nativeId('job', jobId),
  changes: [{ path: '/status', before, after }],
});

interface InstallationIds {
  licenseUuid: string;
  installationId: string;
}
const installation = ({ licenseUuid, installationId }: InstallationIds) =>
  ({ object: 'installation', id: nestedId('installation', licenseUuid, installationId) }) as const;
const licenseOf = ({ licenseUuid }: InstallationIds) => ({ licenseId: nativeId('license', licenseUuid) });

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

/** Null is unlimited, of which nothing is taken. */
const balance = (path: string, after: number | null, taken: number): Change[] =>
  after === null ? [] : [{ path, before: Math.max(0, after + taken), after }];

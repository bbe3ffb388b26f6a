import {
  Count,
  CustomData,
  Features,
  ExternalId,
  Instant,
  LicenseOrigins,
  Metadata,
  Nullable,
  OneOf,
  OptionSettings,
  RevocationReason,
  Status,
  UserFields,
  defaultOption,
  noCustomData,
  noUserFields,
  soloStatuses,
} from '@licet/contracts';
import Type from 'typebox';
import { Effect } from '../http/effect.ts';
import { without } from '../../shared/without.ts';
import { ShownBalance } from '../balances/balance-view.ts';
import { TransitionView } from '../http/transition-view.ts';
import { Answer, AnyText, IdOf, IpId, ListOf, NullableInstant, SoloNumber, head } from '../http/view-schema.ts';
import { CustomerView } from '../customers/customer-view.ts';
import { InstallationView } from '../installations/installation-view.ts';
import { InvoiceView } from '../invoices/invoice-view.ts';
import { OptionView } from '../options/option-view.ts';
import { ProductView } from '../products/product-view.ts';

const { edition, expiry, support, freeze, reactivation, validation, seats, ip, activation } = OptionSettings.properties;
const Amount = Nullable(Count);

/** What the other dialects print for a license. [API-LIC-09] */
export const DialectsView = Type.Object({
  solo: Type.Object({ status: OneOf(...soloStatuses) }),
  dna: Type.Object({ status: AnyText }),
  ip: Type.Object({
    status: OneOf('Active', 'Blocked', 'Redemption', 'ToDestroy'),
    isFrozen: Type.Boolean(),
    computers: Count,
  }),
});

/** What stands on a license whoever asks for it. [native-api 5] */
const members = {
  ...head('license', 'license'),
  usageVersion: Count,
  productId: IdOf('product'),
  optionId: IdOf('option'),
  customerId: Nullable(IdOf('customer')),
  invoiceId: Nullable(IdOf('invoice')),
  distributorId: Nullable(IdOf('customer')),
  key: AnyText,
  serialNumberText: AnyText,
  quantity: Count,
  unitPrice: Type.Object({ amount: AnyText, currency: AnyText }),
  status: Status,
  statusReason: Nullable(RevocationReason),
  statusNote: AnyText,
  statusSince: Instant,
  deletedAt: NullableInstant,
  replacedById: Nullable(IdOf('license')),
  state: OneOf('available', 'reserved', 'activated', 'expired', 'throttled', 'denied'),
  usable: Type.Boolean(),
  isTest: Type.Boolean(),
  isTrial: Type.Boolean(),
  edition,
  expiry: Type.Object({ ...expiry.properties, expiresAt: NullableInstant, expired: Type.Boolean() }),
  support: Type.Object({ ...support.properties, endsAt: NullableInstant, ended: Type.Boolean() }),
  freeze: Type.Object({ ...freeze.properties, until: NullableInstant }),
  reactivation: Type.Object({ ...reactivation.properties, count: Count, until: NullableInstant }),
  validation,
  seats: Type.Object({
    limit: Amount,
    used: Count,
    anonymous: Count,
    left: Amount,
    rotation: seats.properties.rotation,
    floating: seats.properties.floating,
  }),
  activation: Type.Object({
    ...Type.Omit(activation, ['deactivationLimit']).properties,
    activationsLeft: Amount,
    deactivationsLeft: Count,
    firstAt: NullableInstant,
    lastAt: NullableInstant,
    lastCheckAt: NullableInstant,
  }),
  counter: Amount,
  balances: Type.Array(ShownBalance),
  licensee: Type.Object({ name: AnyText, email: AnyText }),
  currentVersion: AnyText,
  licenseUpdate: AnyText,
  licenseData: AnyText,
  notes: AnyText,
  userFields: UserFields,
  customData: CustomData,
  features: Features,
  solo: Type.Object({ licenseId: SoloNumber, distributorId: Nullable(SoloNumber) }),
  ip: Type.Object({ codeId: IpId, ...ip.properties }),
  externalId: Nullable(ExternalId),
  metadata: Metadata,
};

const example = {
  id: 'lic_01k9qpwf00e0080000000003x1',
  object: 'license',
  createdAt: '2026-03-01T09:12:45.120Z',
  updatedAt: '2026-03-01T09:12:45.120Z',
  version: 1,
  usageVersion: 1,
  productId: 'prd_01k9qpwf00e0080000000000z9',
  optionId: 'opt_01k9qpwf00e0080000000001yh',
  customerId: 'cus_01k9qpwf00e0080000000002xs',
  invoiceId: null,
  distributorId: null,
  key: '3K7-MQ2ZTR9WHX4DCA',
  serialNumberText: '3K7-MQ2ZTR9WHX4DCA',
  quantity: 1,
  unitPrice: { amount: '49.90', currency: 'USD' },
  status: 'active',
  statusReason: null,
  statusNote: '',
  statusSince: '2026-03-01T09:12:45.120Z',
  deletedAt: null,
  replacedById: null,
  state: 'available',
  usable: true,
  isTest: false,
  isTrial: false,
  edition: defaultOption.edition,
  expiry: { ...defaultOption.expiry, expiresAt: null, expired: false },
  support: { ...defaultOption.support, endsAt: null, ended: false },
  freeze: { ...defaultOption.freeze, until: null },
  reactivation: { ...defaultOption.reactivation, count: 0, until: null },
  validation: defaultOption.validation,
  seats: { limit: 5, used: 0, anonymous: 0, left: 5, rotation: false, floating: null },
  activation: {
    ...without(defaultOption.activation, 'deactivationLimit'),
    ...{ activationsLeft: 5, deactivationsLeft: 3, firstAt: null, lastAt: null, lastCheckAt: null },
  },
  counter: null,
  balances: [{ name: 'Exports', target: 'license', amount: 97 }],
  licensee: { name: 'Ada Example', email: 'ada@example.org' },
  currentVersion: '4.2.0.0',
  licenseUpdate: '',
  licenseData: '',
  notes: '',
  userFields: noUserFields,
  customData: noCustomData,
  features: { export: true, maxProjects: 25 },
  solo: { licenseId: 4001, distributorId: null },
  ip: { codeId: '6e6f9a01003c00708000000000000fa1', maxComputers: 3 },
  externalId: null,
  metadata: {},
};

export const LicenseView = Answer('License', members, example);

/** [API-LIC-08, API-LIC-09, API-OPT-07] */
export const LicenseWithIncludes = Answer(
  'LicenseWithIncludes',
  {
    ...members,
    product: Type.Optional(ProductView),
    option: Type.Optional(OptionView),
    customer: Type.Optional(Nullable(CustomerView)),
    invoice: Type.Optional(Nullable(InvoiceView)),
    installations: Type.Optional(Type.Array(InstallationView)),
    origins: Type.Optional(LicenseOrigins),
    dialects: Type.Optional(DialectsView),
  },
  example,
);

/** The activation password of a license. [API-LIC-03] */
export const LicenseSecrets = Answer(
  'LicenseSecrets',
  { activationPassword: AnyText },
  { activationPassword: 'K7MQ2ZTR9WHX4DCA' },
);

/** A license with the password that this call made. [API-LIC-01, API-LIC-20] */
export const LicenseWithSecrets = Answer(
  'LicenseWithSecrets',
  { ...members, secrets: LicenseSecrets },
  { ...example, secrets: { activationPassword: 'K7MQ2ZTR9WHX4DCA' } },
);

const LicenseSet = ListOf(LicenseWithSecrets);

/** One license, or with `count` all of a set. [API-LIC-01, API-LIC-02] */
export const LicenseCreated = Type.Union([LicenseWithSecrets, LicenseSet], {
  $id: 'LicenseCreated',
  examples: [{ ...example, secrets: { activationPassword: 'K7MQ2ZTR9WHX4DCA' } }],
});

/** A license and what stops by its change of status. [API-TRN-07] */
export const LicenseTransitioned = Answer(
  'LicenseTransitioned',
  { ...members, effect: Effect },
  { ...example, effect: { installationsEnding: 2, sessionsEnding: 0 } },
);

/** A license and how many machines it was taken away from. [API-LIC-23] */
export const LicenseReleased = Answer('LicenseReleased', { ...members, released: Count }, { ...example, released: 2 });

/** A past change of the status of a license. [API-VERB-03] */
export const LicenseTransition = TransitionView(
  'LicenseTransition',
  { from: Status, fromReason: Nullable(RevocationReason), to: Status, reason: Nullable(RevocationReason) },
  { from: 'active', fromReason: null, to: 'revoked', reason: 'fraud', note: '' },
);

export const LicenseTransitionList = ListOf(LicenseTransition);

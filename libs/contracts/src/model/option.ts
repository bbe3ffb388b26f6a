import Type, { type Static } from 'typebox';
import { BalanceTerms, mostBalances } from './balances.ts';
import { CustomParameter, mostCustomParameters } from './custom-parameters.ts';
import { Expiry } from './expiry.ts';
import { ExternalId } from './external-id.ts';
import { Features } from './features.ts';
import { FloatingSettings } from './floating.ts';
import { Labels } from './labels.ts';
import { Metadata } from './metadata.ts';
import { Networks } from './networks.ts';
import { Download, PortalSettings, mostDownloads } from './portal.ts';
import { KeyPrefix } from './product.ts';
import { RenewalTypes } from './renewal.ts';
import { Count, Nullable, ObjectNumber, OneOf, Text, Uuid } from './scalars.ts';
import { PublicTrials, defaultPublicTrials } from './trial.ts';
import { SupportTerms, endlessSupport } from './support.ts';
import { TriggerCodeSettings } from './trigger-code-settings.ts';

export const optionStatuses = ['active', 'inactive', 'archived'] as const;
export type OptionStatus = (typeof optionStatuses)[number];

export const optionTypes = [
  'activationCode',
  'activationCodeQuantity',
  'activationCodeFixed',
  'activationCodeDays',
  'activationCodeCounter',
  'volume',
  'downloadable',
  'service',
  'renewal',
  'bundle',
  'paymentPlan',
] as const;

/** A server of the author that is asked before each new activation. [PO-19, API-OPT-12] */
export const PluginSettings = Type.Object({
  url: Text(2000),
  timeoutMs: Type.Integer({ minimum: 1000, maximum: 10_000 }),
  /** Under which it is asked: in clear on the way to its owner, sealed for the option in the record and in facts, never shown. */
  secret: Text(4000),
});
export type PluginSettings = Static<typeof PluginSettings>;

/** A plugin of which nothing is said; address and secret must be. */
export const newPlugin: PluginSettings = { url: '', timeoutMs: 5000, secret: '' };

/** How often a license may go to another machine in a period, and for how long it may not after that. [DNA-REACT-01, DNA-REACT-06] */
export const ReactivationSettings = Type.Object({
  enabled: Type.Boolean(),
  limit: Type.Integer({ minimum: 1, maximum: 5 }),
  periodDays: Type.Integer({ minimum: 1, maximum: 3650 }),
  coolingDays: Type.Integer({ minimum: 1, maximum: 3650 }),
});

/** What the author can set on a product option; names and values are those of the native API. [API-OPT] */
export const OptionSettings = Type.Object({
  name: Text(255),
  type: OneOf(...optionTypes),
  edition: Type.Object({ typeId: Type.Integer(), name: Text(255) }),
  /** Only `active` options issue licenses; those of others go on. [API-OPT-01, SL-ADD-54] */
  status: OneOf(...optionStatuses),
  /** Whether its licenses are shown in a customer's history that is filtered. [PO-14, PORT-11] */
  issueLicense: Type.Boolean(),
  /** What a shop sells in its place; null: itself. [PO-14] */
  replacedBy: Nullable(Type.Object({ optionId: ObjectNumber, uuid: Uuid })),
  licenseGroups: OneOf('none', 'optional', 'required'),
  /** What a quantity above one makes of a license: SOLO's Add takes no notice of it. [PO-06, API-OPT-10] */
  quantityMode: OneOf('multipleActivations', 'licensePerUnit'),
  /** Seats that each further unit of a quantity adds, where a license is made for all of it. [PO-14, API-OPT-10] */
  activationsPerUnit: Count,
  seats: Type.Object({
    limit: Nullable(Count),
    rotation: Type.Boolean(),
    /** Null: its licenses are not shared in a network. [API-OPT-03, NF-27] */
    floating: Nullable(FloatingSettings),
  }),
  activation: Type.Object({
    deactivations: OneOf('none', 'limited', 'unlimited'),
    deactivationLimit: Count,
    sameMachineFree: Type.Boolean(),
    fingerprintMatch: OneOf('any', 'two', 'most', 'all'),
    issueInstallationId: Type.Boolean(),
    /** Lowest version that may be activated, or null for no check. [SA-ACT-65] */
    minimumVersion: Nullable(Text(23)),
    minimumVersionUrl: Nullable(Text(2000)),
    requireRegistration: Type.Boolean(),
    /** Whether an activation by key alone needs a password too; SOLO's never does. [API-INS-01, SA-ACT-05] */
    requirePassword: Type.Boolean(),
    /** Where activations may come from beside what the account allows; empty for anywhere. [AMB-14] */
    allowedAddresses: Networks,
    deniedAddresses: Networks,
    /** Whether a machine may end the oldest installation to get its seat. [API-INS-08] */
    takeOver: Type.Boolean(),
    plugin: Nullable(PluginSettings),
  }),
  triggerCodes: TriggerCodeSettings,
  /** SOLO's Days To D/L is `daysFromCreation` with `days`; 0 is `never`. [API-OPT-04] */
  expiry: Expiry,
  support: SupportTerms,
  freeze: Type.Object({ enabled: Type.Boolean(), days: Count }),
  reactivation: ReactivationSettings,
  validation: Type.Object({
    mode: OneOf('none', 'whenPossible', 'mandatory'),
    /** SOLO's attempt, counted from the signature date; with the days of grace its require. [API-OPT-05, LF-20] */
    days: Count,
    /** Days before the next one is due from which on a program warns. */
    warnDays: Count,
    graceDays: Count,
  }),
  counter: Type.Object({
    type: OneOf('none', 'decrementing'),
    /** What a counter that nobody names at creation begins with: `initial`, or the quantity. SOLO's Add leaves it unset. [API-OPT-10] */
    source: OneOf('given', 'quantity'),
    /** Null for unset. */
    initial: Nullable(Count),
  }),
  /** What a superseded license may still do. [ST-13] */
  upgradeBehavior: OneOf('allow', 'existingOnly', 'deactivate'),
  /** `none`: no serial number; `generate`: one is made; `list`: the next free one of the product's list. [SN-01] */
  serials: Type.Object({
    mode: OneOf('none', 'generate', 'list'),
    /** What generated keys begin with; null: as the product says. */
    prefix: Nullable(KeyPrefix),
  }),
  /** Whether License ID and password suffice to change User Defined Fields. [PO-12, SL-UDF-02] */
  userFieldsWritable: Type.Boolean(),
  /** Terms of a trial, or null; DNA prints EVALUATION for its licenses. [UNI-36, API-OPT-15] */
  trial: Nullable(Type.Object({ days: Count, public: Type.Boolean() })),
  publicTrials: PublicTrials,
  /** Copied to licenses when they are issued. [API-OPT-14] */
  balances: Type.Array(BalanceTerms, { maxItems: mostBalances }),
  /** What custom data of licenses begin with, as one document; empty: with nothing. [PO-14, SL-ADD-29] */
  customParameters: Type.Array(CustomParameter, { maxItems: mostCustomParameters }),
  features: Features,
  /** Of an option of type `renewal`; null: for licenses of any type, which stay of it. [API-INV-06] */
  renewal: Nullable(RenewalTypes),
  /** What this option calls the fields of its licenses on pages; null: as its product does. [API-PRD-10] */
  labels: Nullable(Labels),
  /** Whether an order mails its keys. [IP-CREATE-09] */
  sendEmail: Type.Boolean(),
  portal: PortalSettings,
  downloads: Type.Array(Download, { maxItems: mostDownloads }),
  ip: Type.Object({ maxComputers: Count }),
  externalId: Nullable(ExternalId),
  metadata: Metadata,
});
export type OptionSettings = Static<typeof OptionSettings>;

/** SOLO's Days To D/L: days from issue to expiration, 0 for perpetual. [PO-04] */
export const daysToDownload = (option: OptionSettings): number =>
  option.expiry.rule === 'daysFromCreation' ? option.expiry.days : 0;

/** Settings of an option of which nothing but name and type is said. */
export const defaultOption: OptionSettings = {
  name: '',
  type: 'activationCode',
  edition: { typeId: 1, name: 'Full version' },
  status: 'active',
  issueLicense: true,
  replacedBy: null,
  licenseGroups: 'none',
  quantityMode: 'multipleActivations',
  activationsPerUnit: 1,
  seats: { limit: 1, rotation: false, floating: null },
  activation: {
    deactivations: 'limited',
    deactivationLimit: 3,
    sameMachineFree: false,
    fingerprintMatch: 'most',
    issueInstallationId: true,
    minimumVersion: null,
    minimumVersionUrl: null,
    requireRegistration: false,
    requirePassword: true,
    allowedAddresses: [],
    deniedAddresses: [],
    takeOver: false,
    plugin: null,
  },
  triggerCodes: { number: 0, seed: null, regKey2Seed: null, fixedValue: null, manual: false },
  expiry: { rule: 'never', days: 0, date: null },
  support: endlessSupport,
  freeze: { enabled: false, days: 5 },
  reactivation: { enabled: false, limit: 2, periodDays: 90, coolingDays: 90 },
  validation: { mode: 'none', days: 30, warnDays: 7, graceDays: 0 },
  counter: { type: 'none', source: 'given', initial: null },
  upgradeBehavior: 'allow',
  serials: { mode: 'none', prefix: null },
  userFieldsWritable: false,
  trial: null,
  publicTrials: defaultPublicTrials,
  balances: [],
  customParameters: [],
  features: {},
  renewal: null,
  labels: null,
  sendEmail: false,
  portal: { deactivate: true, offline: true, download: true },
  downloads: [],
  ip: { maxComputers: 3 },
  externalId: null,
  metadata: {},
};

/** Settings as they were stored, with what options of before did not have yet, parts included. */
export function completeOption(stored: Partial<OptionSettings>): OptionSettings {
  const whole = Object.entries(defaultOption).map(([name, usual]: [string, unknown]) => {
    const value: unknown = stored[name as keyof OptionSettings];
    return [name, isPart(usual) && isPart(value) ? { ...usual, ...value } : value === undefined ? usual : value];
  });
  return Object.fromEntries(whole) as OptionSettings;
}

const isPart = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

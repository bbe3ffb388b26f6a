import Type, { type Static } from 'typebox';
import { defineEvent, type EventOf } from '../base/define-event.ts';
import { Sealed } from '../base/sealed.ts';
import { BalanceName, IssuedBalances } from '../model/balances.ts';
import { installationEnders } from '../model/installation.ts';
import { FreezeEnd } from '../model/freeze.ts';
import { LicenseOverrides } from '../model/license-overrides.ts';
import { Count, Instant, Nullable, ObjectNumber, OneOf, Text, Uuid } from '../model/scalars.ts';
import { LicenseStatus } from '../model/status.ts';
import { Verifier } from './customers.ts';

/** Where in the record of `licenses` the fact stands that a ledger took over; the ledger takes each once. [design 4] */
export const Source = Type.Object({
  lane: Type.Integer({ minimum: 0, maximum: 15 }),
  epoch: Type.Integer({ minimum: 1 }),
  position: Type.Integer({ minimum: 1 }),
});
export type Source = Static<typeof Source>;

/** All that a decision about one license needs to know of it, as its owner told it. */
export const Terms = Type.Object({
  uuid: Uuid,
  authorId: ObjectNumber,
  productId: ObjectNumber,
  optionId: ObjectNumber,
  customerId: Nullable(ObjectNumber),
  key: Text(255),
  serialNumberText: Text(255),
  quantity: Count,
  status: LicenseStatus,
  expiresAt: Nullable(Instant),
  licenseUpdate: Text(4000),
  isTest: Type.Boolean(),
  isTrial: Type.Boolean(),
  /** Stopped by its invoice; absent while it never was. [API-INV-03] */
  invoiceBlocked: Type.Optional(Type.Boolean()),
  /** Sealed again under the key of the ledger, so that it opens while `licenses` is away. */
  activationPassword: Sealed,
  activationPasswordVerifier: Verifier,
  /** Of the serial number, where it came from a list and has a password. [PWD-08] */
  serialPasswordVerifier: Type.Optional(Nullable(Verifier)),
  /** Settings that it says for itself; absent while it never did. [API-OPT-07] */
  overrides: Type.Optional(LicenseOverrides),
  /** An end of its freeze that staff have set; absent while they never did. */
  freezeEnd: Type.Optional(FreezeEnd),
});
export type Terms = Static<typeof Terms>;

/** What is left after an event. */
const balances = {
  /** Null for unlimited. */
  activationsLeft: Nullable(Count),
  deactivationsLeft: Count,
  /** Null for unset. */
  counter: Nullable(Count),
};
const sampleTerms: Terms = {
  uuid: '019a6f6e-3c00-7000-8000-000000000fa1',
  authorId: 1,
  productId: 1001,
  optionId: 2001,
  customerId: 3001,
  key: 'K7MQ-2ZTR-9WHX-4DCA',
  serialNumberText: '',
  quantity: 1,
  status: { status: 'active', reason: null },
  expiresAt: null,
  licenseUpdate: '',
  isTest: false,
  isTrial: false,
  activationPassword: 's1|activations/ledger-4001|AAAA',
  activationPasswordVerifier: 'hmac|…',
};
const sampleSource = { lane: 7, epoch: 1, position: 42 };

export const LedgerOpened = defineEvent({
  type: 'LedgerOpened',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description: 'A license was issued: its ledger starts with these terms and balances. [design 4]',
  schema: Type.Object({
    licenseId: ObjectNumber,
    terms: Terms,
    ...balances,
    /** Absent for none. [API-OPT-14] */
    issued: Type.Optional(IssuedBalances),
    source: Source,
  }),
  sample: {
    licenseId: 4001,
    terms: sampleTerms,
    activationsLeft: 5,
    deactivationsLeft: 3,
    counter: null,
    source: sampleSource,
  },
});

export const TermsChanged = defineEvent({
  type: 'TermsChanged',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description:
    'The owner changed the license. Balances are those after the change; where an activation slipped in between, a sum stops at zero. [SL-UAF-43]',
  schema: Type.Object({ licenseId: ObjectNumber, changes: Type.Partial(Terms), ...balances, source: Source }),
  sample: {
    licenseId: 4001,
    changes: { status: { status: 'revoked', reason: 'fraud' } },
    activationsLeft: 5,
    deactivationsLeft: 3,
    counter: null,
    source: sampleSource,
  },
});

export const LedgerMarkedStale = defineEvent({
  type: 'LedgerMarkedStale',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description:
    'A fact of the owner could not be taken over: from here on nothing is decided about the license until it is mended. [design 4]',
  schema: Type.Object({ licenseId: ObjectNumber, source: Source }),
  sample: { licenseId: 4001, source: sampleSource },
});

export const LedgerMended = defineEvent({
  type: 'LedgerMended',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description: 'All facts of the owner up to `source` are taken over after all: decisions go on. [design 4]',
  schema: Type.Object({ licenseId: ObjectNumber, source: Source }),
  sample: { licenseId: 4001, source: sampleSource },
});

/** `licenseUuid`: names the license in native ids, so that the event tells all that the public one needs. */
const installation = { licenseId: ObjectNumber, licenseUuid: Uuid, installationId: Uuid };
const sampleInstallation = {
  licenseId: 4001,
  licenseUuid: '019a6f6e-3c00-7000-8000-000000000fa1',
  installationId: '019a6f70-0000-7000-8000-1234567890ab',
};

/** What staff said of a change, sealed under the key of the ledger; absent in what programs do. */
const why = { reason: Type.Optional(Nullable(Sealed)), note: Type.Optional(Nullable(Sealed)) };

export const LedgerClosed = defineEvent({
  type: 'LedgerClosed',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description:
    'The license was deleted for good: nothing is decided about it any more, its installations are unknown. The last event of a ledger. [JOB-03, JOB-12, TEST-09]',
  schema: Type.Object({ licenseId: ObjectNumber, source: Source }),
  sample: { licenseId: 4001, source: sampleSource },
});

export const InstallationActivated = defineEvent({
  type: 'InstallationActivated',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description: 'One activation was granted to one machine. [SA-ACT-01]',
  schema: Type.Object({
    ...installation,
    /** SOLO's InstallationID: keyed hash to find it by, sealed text to show it again; null where the option issues none. [SA-ACT-35] */
    token: Nullable(Type.Object({ hash: Text(128), sealed: Sealed })),
    activationsLeft: Nullable(Count),
    userCode1: Type.Integer(),
    userCode2: Type.Integer(),
    version: Nullable(Text(23)),
    name: Nullable(Sealed),
    /** The machine's own data, one XML document, sealed. */
    activationData: Nullable(Sealed),
    /** Keyed hashes of the machine's identifiers, by which it is recognized. [SA-ACT-82] */
    machine: Type.Array(Text(128)),
    /** The InstallationID that the caller sent along, sealed: it may be one that works. [SA-ACT-21] */
    relatedInstallationId: Nullable(Sealed),
    address: Nullable(Sealed),
    at: Instant,
  }),
  sample: {
    ...sampleInstallation,
    token: { hash: 'c2FtcGxl', sealed: 's1|activations/ledger-4001|AAAA' },
    activationsLeft: 4,
    userCode1: 1000,
    userCode2: 1000,
    version: '4.2.0.0',
    name: 's1|activations/ledger-4001|AAAA',
    activationData: null,
    machine: [],
    relatedInstallationId: null,
    address: 's1|activations/ledger-4001|AAAA',
    at: '2026-03-01T09:13:00.000Z',
  },
});

export const InstallationReactivated = defineEvent({
  type: 'InstallationReactivated',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description: 'A machine that holds an activation asked again, and got the same one. [SA-ACT-27, SA-ACT-84]',
  schema: Type.Object({
    ...installation,
    version: Nullable(Text(23)),
    name: Nullable(Sealed),
    activationData: Nullable(Sealed),
    machine: Type.Array(Text(128)),
    address: Nullable(Sealed),
    at: Instant,
  }),
  sample: {
    ...sampleInstallation,
    version: '4.2.0.0',
    name: null,
    activationData: null,
    machine: [],
    address: null,
    at: '2026-03-02T09:13:00.000Z',
  },
});

export const InstallationChecked = defineEvent({
  type: 'InstallationChecked',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description: 'An installation asked whether it may go on. [SA-CHK-15]',
  schema: Type.Object({ ...installation, version: Nullable(Text(23)), address: Nullable(Sealed), at: Instant }),
  sample: { ...sampleInstallation, version: '4.2.0.1', address: null, at: '2026-03-02T09:13:00.000Z' },
});

export const InstallationDeactivated = defineEvent({
  type: 'InstallationDeactivated',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description: 'An installation was given back; its activation is free again. [SA-DEA-01]',
  schema: Type.Object({
    ...installation,
    activationsLeft: Nullable(Count),
    deactivationsLeft: Count,
    /** Staff may have waived the deactivation. [AMB-50] */
    by: OneOf(...installationEnders),
    ...why,
    address: Nullable(Sealed),
    at: Instant,
  }),
  sample: {
    ...sampleInstallation,
    activationsLeft: 5,
    deactivationsLeft: 2,
    by: 'software',
    address: null,
    at: '2026-03-03T09:13:00.000Z',
  },
});

export const InstallationBanned = defineEvent({
  type: 'InstallationBanned',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description:
    'Staff banned an installation: its machine may not activate this license again until the ban is lifted. Balances are those after it. [IN-06, API-INS-17]',
  schema: Type.Object({
    ...installation,
    before: OneOf('active', 'deactivated'),
    activationsLeft: Nullable(Count),
    deactivationsLeft: Count,
    ...why,
    address: Nullable(Sealed),
    at: Instant,
  }),
  sample: {
    ...sampleInstallation,
    before: 'active',
    activationsLeft: 5,
    deactivationsLeft: 2,
    reason: 's1|activations/ledger-4001|AAAA',
    note: null,
    address: null,
    at: '2026-03-03T09:15:00.000Z',
  },
});

export const InstallationRestored = defineEvent({
  type: 'InstallationRestored',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description:
    'Staff made an installation active again that was deactivated or banned; it takes an activation. [IN-05]',
  schema: Type.Object({
    ...installation,
    before: OneOf('deactivated', 'banned'),
    activationsLeft: Nullable(Count),
    ...why,
    address: Nullable(Sealed),
    at: Instant,
  }),
  sample: {
    ...sampleInstallation,
    before: 'banned',
    activationsLeft: 4,
    reason: null,
    note: null,
    address: null,
    at: '2026-03-03T09:16:00.000Z',
  },
});

export const ActivationRefused = defineEvent({
  type: 'ActivationRefused',
  version: 1,
  owner: 'activations',
  stream: 'attempts',
  description:
    'An attempt that names a license was refused. `repeats` counts those left unrecorded before it. [SA-GEN-18, RC-OBS-03]',
  schema: Type.Object({
    licenseId: ObjectNumber,
    /** Null when the license was never seen by this service. */
    uuid: Nullable(Uuid),
    attempt: Type.Union([Type.Literal('activation'), Type.Literal('deactivation'), Type.Literal('check')]),
    code: Text(64),
    repeats: Count,
    version: Nullable(Text(23)),
    /** UserCode2 of an activation; absent in records of before it was kept. [IN-01] */
    computerId: Type.Optional(Nullable(Type.Integer())),
    name: Nullable(Sealed),
    address: Nullable(Sealed),
    at: Instant,
  }),
  sample: {
    licenseId: 4001,
    uuid: '019a6f6e-3c00-7000-8000-000000000fa1',
    attempt: 'activation',
    code: 'no_activations_left',
    repeats: 0,
    version: null,
    computerId: 1000,
    name: null,
    address: null,
    at: '2026-03-03T09:14:00.000Z',
  },
});

export const BalanceChanged = defineEvent({
  type: 'BalanceChanged',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description:
    'A balance of a license, its counter included, was added to or consumed. `refilled`: it was set back just before, because its days had passed. [API-BAL-01, API-OPT-14]',
  schema: Type.Object({
    licenseId: ObjectNumber,
    licenseUuid: Uuid,
    name: BalanceName,
    amount: Type.Integer(),
    refilled: Nullable(Type.Object({ to: Count, at: Instant })),
    /** What is left. */
    balance: Count,
    reason: Nullable(Sealed),
    at: Instant,
  }),
  sample: {
    licenseId: 4001,
    licenseUuid: '019a6f6e-3c00-7000-8000-000000000fa1',
    name: 'Exports',
    amount: -3,
    refilled: null,
    balance: 97,
    reason: null,
    at: '2026-03-03T09:14:00.000Z',
  },
});

export type LedgerEvent =
  | EventOf<typeof LedgerOpened>
  | EventOf<typeof TermsChanged>
  | EventOf<typeof LedgerMarkedStale>
  | EventOf<typeof LedgerMended>
  | EventOf<typeof LedgerClosed>
  | EventOf<typeof BalanceChanged>
  | EventOf<typeof InstallationActivated>
  | EventOf<typeof InstallationReactivated>
  | EventOf<typeof InstallationChecked>
  | EventOf<typeof InstallationDeactivated>
  | EventOf<typeof InstallationBanned>
  | EventOf<typeof InstallationRestored>;
export type AttemptsEvent = EventOf<typeof ActivationRefused>;

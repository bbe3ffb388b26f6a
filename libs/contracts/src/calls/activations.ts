import Type from 'typebox';
import { defineCall } from '../base/define-call.ts';
import { type BalanceEntry, BalanceName } from '../model/balances.ts';
import type { InstallationDetails, LedgerFacts } from '../model/facts.ts';
import { installationStatuses } from '../model/installation.ts';
import { type ListPage, ListQuery, firstPage } from '../model/list.ts';
import {
  Count,
  CounterChange,
  Instant,
  Nullable,
  ObjectNumber,
  OneOf,
  SeatsChange,
  Text,
  Uuid,
} from '../model/scalars.ts';
import { Source } from '../events/activations.ts';
import { EndInstallations } from '../events/licenses.ts';

const command = { service: 'activations', kind: 'command' } as const;
const query = { service: 'activations', kind: 'query' } as const;

/** How the request came in: which key set it named and how it was protected. [SA-GEN-03, ENC] */
export const Protection = Type.Object({
  /** Null when omitted or blank. */
  encryptionKeyId: Nullable(Text(255)),
  encrypted: Type.Boolean(),
  signed: Type.Boolean(),
});

/**
 * Parameters as read from PrivateData; null when a required one was missing or one was malformed, which is refused with 5005 at its
 * place in the order of checks.
 */
const Parameters = Nullable;

/** Text of SOLO's InstallationID; it names its license, by which the call is routed. [SA-ACT-35] */
const InstallationToken = Text(255);

/** License number inside an InstallationID, `<number in base 32>-<random>`; undefined for anything else. */
export function licenseOfToken(token: string): number | undefined {
  const [, license] = /^([0-9a-v]{1,7})-[0-9a-z]{26}$/.exec(token) ?? [];
  return license === undefined ? undefined : parseInt(license, 32);
}

const keyOfToken = (parameters: { installationId: string } | null): string | undefined => {
  const license = parameters && licenseOfToken(parameters.installationId);
  return license ? String(license) : undefined;
};

export interface Activation {
  licenseId: number;
  /** Product name and option name together. [SA-ACT-28] */
  product: string;
  quantity: number;
  licenseUpdate: string;
  /** 2147483647 for unlimited. [SA-GEN-28] */
  activationsLeft: number;
  /** Only when the option's Days To D/L is above 0 and the license has a date. [SA-ACT-34] */
  expiresAt: string | null;
  /** Null when the option issues none. [SA-ACT-36] */
  installationId: string | null;
  activationPassword: string;
  isTest: boolean;
  at: string;
}

/**
 * Refusal facts: license_status_invalid `{ status }` (SOLO code, absent when a product ban or a blocked invoice is the cause);
 * version_too_low `{ minimumVersion, minimumVersionUrl }`; no_activations_left `{ product, licenseId, quantity, isTest }`;
 * credential_invalid `{ cause: 'activationData' }` where it is the activation data.
 */
export const ActivateInstallation = defineCall<Activation>()({
  name: 'ActivateInstallation',
  ...command,
  description: 'Grants one activation to one machine. Refusals in the order of SA-GEN-20. [SA-ACT]',
  schema: Type.Object({
    /** Null: by the older activation service, which knows no key sets; whose the license is says the license. [LG-04] */
    protection: Nullable(Protection),
    parameters: Parameters(
      Type.Object({
        licenseId: Nullable(ObjectNumber),
        password: Nullable(Text(255)),
        serialNumber: Nullable(Text(255)),
        productIds: Type.Array(ObjectNumber),
        optionId: Nullable(ObjectNumber),
        userCode1: Type.Integer(),
        userCode2: Type.Integer(),
        requireRegistration: Type.Boolean(),
        version: Nullable(Text(23)),
        name: Nullable(Text(255)),
        relatedInstallationId: Nullable(Text(255)),
        /** One XML document; `malformed` when it is not. [SA-ACT-60] */
        activationData: Nullable(
          Type.Object({ xml: Text(262144), identifiers: Type.Array(Text(1024)), malformed: Type.Boolean() }),
        ),
        clientTime: Nullable(Instant),
      }),
    ),
  }),
  key: ({ parameters }) => (parameters?.licenseId ? String(parameters.licenseId) : undefined),
  sample: {
    protection: { encryptionKeyId: 'PLAIN', encrypted: false, signed: false },
    parameters: {
      licenseId: 4001,
      password: 'K7MQ2ZTR',
      serialNumber: null,
      productIds: [1001],
      optionId: null,
      userCode1: 1000,
      userCode2: 1000,
      requireRegistration: false,
      version: '4.2.0.0',
      name: 'Office',
      relatedInstallationId: null,
      activationData: null,
      clientTime: null,
    },
  },
});

export interface InstallationCheck {
  licenseUpdate: string;
  expiresAt: string | null;
  remainingActivations: number;
  at: string;
}

/**
 * Refusal facts: installation_deactivated and installation_banned `{ deactivatedAt }`, license_status_invalid `{ status }`, and with all
 * three `{ licenseUpdate, expiresAt, remainingActivations }`. [SA-CHK-09]
 */
export const CheckInstallation = defineCall<InstallationCheck>()({
  name: 'CheckInstallation',
  ...command,
  description:
    'Tells an installation whether it may go on, and records that it asked. Refusals in the order of SA-GEN-21. [SA-CHK]',
  schema: Type.Object({
    protection: Protection,
    parameters: Parameters(
      Type.Object({
        installationId: InstallationToken,
        version: Nullable(Text(23)),
        clientTime: Nullable(Instant),
      }),
    ),
  }),
  key: ({ parameters }) => keyOfToken(parameters),
  sample: {
    protection: { encryptionKeyId: 'PLAIN', encrypted: false, signed: false },
    parameters: { installationId: '3t1-0123456789abcdefghijklmnop', version: '4.2.0.1', clientTime: null },
  },
});

/** Refusal facts: installation_deactivated and installation_banned `{ deactivatedAt }`. */
export const DeactivateInstallation = defineCall<{ at: string }>()({
  name: 'DeactivateInstallation',
  ...command,
  description: 'Gives an installation back. Refusals in the order of SA-DEA-28. [SA-DEA]',
  schema: Type.Object({
    protection: Protection,
    parameters: Parameters(Type.Object({ installationId: InstallationToken, clientTime: Nullable(Instant) })),
  }),
  key: ({ parameters }) => keyOfToken(parameters),
  sample: {
    protection: { encryptionKeyId: 'PLAIN', encrypted: false, signed: false },
    parameters: { installationId: '3t1-0123456789abcdefghijklmnop', clientTime: null },
  },
});

export const GetLedger = defineCall<LedgerFacts>()({
  name: 'GetLedger',
  ...query,
  description: 'What is used of a license. Refused: not_found.',
  schema: Type.Object({ licenseId: ObjectNumber }),
  key: ({ licenseId }) => String(licenseId),
  sample: { licenseId: 4001 },
});

/** How many installations of a license are told at once. */
export const mostInstallations = 1000;

export const GetInstallations = defineCall<InstallationDetails[]>()({
  name: 'GetInstallations',
  ...query,
  description:
    'The installations of a license that are named, or all, the newest ones where they are too many; activations without an InstallationID are none. Refused: not_found for an unknown license. [IN-02, IN-04]',
  schema: Type.Object({
    authorId: ObjectNumber,
    licenseId: ObjectNumber,
    installationIds: Nullable(Type.Array(Uuid, { maxItems: mostInstallations })),
  }),
  key: ({ licenseId }) => String(licenseId),
  sample: { authorId: 1, licenseId: 4001, installationIds: null },
});

/** Refusal facts: transition_not_allowed `{ what, from, to }`, version_conflict `{ version }`. */
export const TransitionInstallation = defineCall<InstallationDetails>()({
  name: 'TransitionInstallation',
  ...command,
  description:
    'Staff, or the customer who owns the license, gives an installation back; staff bans it or makes it active again. Nothing happens where it is so already. Refused: not_found, version_conflict, transition_not_allowed, no_deactivations_left, no_activations_left. [IN-05, IN-06, IN-08, AMB-50]',
  schema: Type.Object({
    authorId: ObjectNumber,
    licenseId: ObjectNumber,
    installationId: Uuid,
    to: OneOf(...installationStatuses),
    /** False: staff gives it back without taking a deactivation, also where none is left. [API-INS-15] */
    takesDeactivation: Type.Boolean(),
    by: OneOf('staff', 'customer'),
    reason: Text(255),
    note: Text(4000),
    /** Revision that the caller knows; null for any. */
    expectedRevision: Nullable(Count),
  }),
  key: ({ licenseId }) => String(licenseId),
  sample: {
    authorId: 1,
    licenseId: 4001,
    installationId: '019a6f70-0000-7000-8000-1234567890ab',
    to: 'banned',
    takesDeactivation: true,
    by: 'staff',
    reason: 'stolen',
    note: '',
    expectedRevision: null,
  },
});

export const EnterBalance = defineCall<{ entry: BalanceEntry; balance: number }>()({
  name: 'EnterBalance',
  ...command,
  description:
    'Adds to a balance of a license, or consumes of it; below zero nothing happens. Refused: not_found (facts.what license, balance), counter_unset, counter_type_invalid, balance_insufficient (facts.balance), parameter_invalid. [API-BAL-01, API-BAL-03]',
  schema: Type.Object({
    authorId: ObjectNumber,
    licenseId: ObjectNumber,
    name: BalanceName,
    amount: Type.Integer({ minimum: -2147483648, maximum: 2147483647 }),
    reason: Text(4000),
  }),
  key: ({ licenseId }) => String(licenseId),
  sample: { authorId: 1, licenseId: 4001, name: 'Exports', amount: -3, reason: '' },
});

export const ListBalanceEntries = defineCall<ListPage<BalanceEntry>>()({
  name: 'ListBalanceEntries',
  ...query,
  description:
    'Movements of a balance of a license that a query finds, from the record; they add up to it. Refused: not_found (facts.what license, balance), cursor_invalid. [API-VERB-04, API-BAL-04, API-LIST]',
  schema: Type.Object({ authorId: ObjectNumber, licenseId: ObjectNumber, name: BalanceName, query: ListQuery }),
  key: ({ licenseId }) => String(licenseId),
  sample: { authorId: 1, licenseId: 4001, name: 'Exports', query: firstPage },
});

export const WouldHold = defineCall<{
  holds: boolean;
  activationsLeft: number | null;
  deactivationsLeft: number;
  counter: number | null;
  /** How many would be given back at once. */
  activeInstallations: number;
}>()({
  name: 'WouldHold',
  ...query,
  description:
    'Whether these counter changes would leave every counter within 0 … 2147483647, and there are deactivations for all installations that would end, once the ledger has applied `after`. Unset counter with an increment does not hold. [design 4, SL-UAF-17, SL-UAF-22, API-LIC-20]',
  schema: Type.Object({
    licenseId: ObjectNumber,
    activationsLeft: Type.Optional(SeatsChange),
    deactivationsLeft: Type.Optional(CounterChange),
    counter: Type.Optional(CounterChange),
    endInstallations: Type.Optional(EndInstallations),
    after: Source,
  }),
  key: ({ licenseId }) => String(licenseId),
  sample: { licenseId: 4001, activationsLeft: { add: -1 }, after: { lane: 14, epoch: 1, position: 42 } },
});

export const ListAttempts = defineCall<
  /** `version`: place in the list; `after` of the next page is that of the last. */
  { code: string; at: string; attempt: string; repeats: number; address: string | null; version: number }[]
>()({
  name: 'ListAttempts',
  ...query,
  description: 'Refused attempts on a license, newest first. [SA-GEN-18]',
  schema: Type.Object({
    licenseId: ObjectNumber,
    limit: Type.Integer({ minimum: 1, maximum: 200 }),
    kind: OneOf('refused'),
    after: Nullable(Count),
  }),
  key: ({ licenseId }) => String(licenseId),
  sample: { licenseId: 4001, limit: 50, kind: 'refused', after: null },
});

export const GuardPassword = defineCall<{ shut: boolean }>()({
  name: 'GuardPassword',
  ...query,
  description:
    "Whether the caller's address has tried too many wrong passwords of a license, refused activations included; `wrong` counts one more. In the memory of the process. [AUTH-16, SA-ACT-58]",
  schema: Type.Object({ licenseId: ObjectNumber, wrong: Type.Boolean() }),
  key: ({ licenseId }) => String(licenseId),
  sample: { licenseId: 4001, wrong: false },
});

import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import { Instant, Nullable, ObjectNumber, Text } from '../../model/scalars.ts';
import { command } from './kinds.ts';
import { licenseOfToken, Protection } from './requests.ts';

/**
 * Parameters as read from PrivateData; null when a required one was missing or one was malformed, which is refused with 5005 at its
 * place in the order of checks.
 */
const Parameters = Nullable;

/** Text of SOLO's InstallationID; it names its license, by which the call is routed. [SA-ACT-35] */
const InstallationToken = Text(255);

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
  /** The second one is null where the type of the option has none; null where none are issued. [SA-ACT-30 … SA-ACT-32, TC-10] */
  registrationKeys: { first: number; second: number | null } | null;
  at: string;
}

/**
 * Refusal facts: license_status_invalid `{ status }` (SOLO code, absent when a product ban or a blocked invoice is the cause);
 * version_too_low `{ minimumVersion, minimumVersionUrl }`; no_activations_left and license_frozen `{ product, licenseId, quantity, isTest }`;
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

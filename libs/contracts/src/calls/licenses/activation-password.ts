import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import { EndInstallations } from '../../events/licenses/index.ts';
import type { LicenseFacts } from '../../model/facts.ts';
import { Count, ObjectNumber } from '../../model/scalars.ts';
import { command } from './kinds.ts';

export const RotateActivationPassword = defineCall<{ license: LicenseFacts; activationPassword: string }>()({
  name: 'RotateActivationPassword',
  ...command,
  description:
    'Gives a license a new random activation password; the old one fails from the next call on. With `endInstallations` its active installations are given back too: all, or the password stays. Refused: scope_missing (licenses:secrets; licenses:void; installations:write), not_found, version_conflict, no_deactivations_left, parameter_invalid (more than `mostInstallations` are active). [API-LIC-20]',
  schema: Type.Object({
    authorId: ObjectNumber,
    licenseId: ObjectNumber,
    expectedVersion: Type.Optional(Count),
    endInstallations: Type.Optional(EndInstallations),
  }),
  key: ({ licenseId }) => String(licenseId),
  sample: { authorId: 1, licenseId: 4001 },
});

export const RevealActivationPassword = defineCall<{ activationPassword: string }>()({
  name: 'RevealActivationPassword',
  ...command,
  description:
    'The activation password of a license; that it was looked at is recorded before it is told. Refused: scope_missing (licenses:secrets), not_found. [API-LIC-03]',
  schema: Type.Object({ authorId: ObjectNumber, licenseId: ObjectNumber }),
  key: ({ licenseId }) => String(licenseId),
  sample: { authorId: 1, licenseId: 4001 },
});

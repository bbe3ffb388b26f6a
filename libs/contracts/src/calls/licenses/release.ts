import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import type { LicenseFacts } from '../../model/facts.ts';
import { Count, ObjectNumber } from '../../model/scalars.ts';
import { command } from './kinds.ts';

/** `released`: how many machines had the license when it was asked. */
export const ReleaseLicense = defineCall<{ license: LicenseFacts; released: number }>()({
  name: 'ReleaseLicense',
  ...command,
  description:
    'Releases every machine of a license, those without an InstallationID too, and ends its freeze; no deactivation is taken. Refused: scope_missing (licenses:write; licenses:void), not_found, version_conflict, parameter_invalid (more than `mostInstallations` have it). [API-LIC-23]',
  schema: Type.Object({
    authorId: ObjectNumber,
    licenseId: ObjectNumber,
    expectedVersion: Type.Optional(Count),
  }),
  key: ({ licenseId }) => String(licenseId),
  sample: { authorId: 1, licenseId: 4001 },
});

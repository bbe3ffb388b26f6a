import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import type { InstallationDetails } from '../../model/facts.ts';
import { installationStatuses } from '../../model/installation.ts';
import { Count, Nullable, ObjectNumber, OneOf, Text, Uuid } from '../../model/scalars.ts';
import { command, query } from './kinds.ts';

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

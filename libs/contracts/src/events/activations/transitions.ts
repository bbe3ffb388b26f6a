import Type from 'typebox';
import { defineEvent } from '../../base/define-event.ts';
import { Sealed } from '../../base/sealed.ts';
import { installationEnders } from '../../model/installation.ts';
import { Count, Instant, Nullable, OneOf } from '../../model/scalars.ts';
import { installation, sampleInstallation, why } from './parts.ts';

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

import Type from 'typebox';
import { defineEvent } from '../../base/define-event.ts';
import { Instant, ObjectNumber, Uuid } from '../../model/scalars.ts';
import { LicenseChanges } from './changes.ts';

const changed = Type.Object({
  licenseId: ObjectNumber,
  uuid: Uuid,
  authorId: ObjectNumber,
  productId: ObjectNumber,
  changes: LicenseChanges,
  at: Instant,
});
const sampleChanged = {
  licenseId: 4001,
  uuid: '019a6f6e-3c00-7000-8000-000000000fa1',
  authorId: 1,
  productId: 1001,
  at: '2026-03-04T10:00:00.000Z',
};

export const LicenseStatusChanged = defineEvent({
  type: 'LicenseStatusChanged',
  version: 1,
  owner: 'licenses',
  stream: 'license',
  description: 'The status of a license changed, and with it what else the same command changed. [ST-26]',
  schema: changed,
  sample: {
    ...sampleChanged,
    changes: {
      status: { before: { status: 'active', reason: null }, after: { status: 'revoked', reason: 'fraud' } },
    },
  },
});

export const LicenseExpirationChanged = defineEvent({
  type: 'LicenseExpirationChanged',
  version: 1,
  owner: 'licenses',
  stream: 'license',
  description:
    'The expiration date of a license changed, or the days from its first activation to it, not its status, and with it what else the same command changed. [SL-UAF-18]',
  schema: changed,
  sample: { ...sampleChanged, changes: { expiresAt: { before: null, after: '2027-03-01T00:00:00.000Z' } } },
});

export const LicenseUpdated = defineEvent({
  type: 'LicenseUpdated',
  version: 1,
  owner: 'licenses',
  stream: 'license',
  description:
    'Counters, texts, User Defined Fields or custom data of a license changed, neither status nor expiration. [SL-UAF, SL-UDF, SL-UCD]',
  schema: changed,
  sample: { ...sampleChanged, changes: { activationsLeft: { add: 2 } } },
});

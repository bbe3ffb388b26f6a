import Type from 'typebox';
import { defineEvent, type EventOf } from '../../base/define-event.ts';
import { Instant, ObjectNumber, Uuid } from '../../model/scalars.ts';

export const LicenseSecretsRead = defineEvent({
  type: 'LicenseSecretsRead',
  version: 1,
  owner: 'licenses',
  stream: 'audit',
  description: 'Somebody looked at the activation password of a license. Nothing folds it. [API-LIC-03]',
  schema: Type.Object({
    licenseId: ObjectNumber,
    uuid: Uuid,
    authorId: ObjectNumber,
    productId: ObjectNumber,
    at: Instant,
  }),
  sample: {
    licenseId: 4001,
    uuid: '019a6f6e-3c00-7000-8000-000000000fa1',
    authorId: 1,
    productId: 1001,
    at: '2026-03-04T10:00:00.000Z',
  },
});

export type AuditEvent = EventOf<typeof LicenseSecretsRead>;

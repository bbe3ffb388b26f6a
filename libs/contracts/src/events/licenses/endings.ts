import Type from 'typebox';
import { defineEvent } from '../../base/define-event.ts';
import { Instant, Nullable, ObjectNumber, OneOf, Uuid } from '../../model/scalars.ts';

/** Why a license is deleted for good: it stood in Delete, it was a test license when the month began, or its set could not be issued whole. [JOB-01, TEST-05, API-LIC-02] */
export const purgeReasons = ['deleted', 'test', 'abandoned'] as const;

export const LicensePurged = defineEvent({
  type: 'LicensePurged',
  version: 1,
  owner: 'licenses',
  stream: 'license',
  description:
    'The license is deleted for good: unknown to everybody from now on, its serial number free again in its product, its personal data gone with their key. Its last event. [JOB-01, JOB-03, TEST-05]',
  schema: Type.Object({
    licenseId: ObjectNumber,
    uuid: Uuid,
    authorId: ObjectNumber,
    productId: ObjectNumber,
    /** Whose it was at last. [TEST-08] */
    customerId: Nullable(ObjectNumber),
    isTest: Type.Boolean(),
    reason: OneOf(...purgeReasons),
    /** The job that did it, or the set that was given up. [JOB-11] */
    jobId: Uuid,
    at: Instant,
  }),
  sample: {
    licenseId: 4001,
    uuid: '019a6f6e-3c00-7000-8000-000000000fa1',
    authorId: 1,
    productId: 1001,
    customerId: 3001,
    isTest: false,
    reason: 'deleted',
    jobId: '019a6f6e-3c00-7000-8000-0000000000b1',
    at: '2026-03-05T00:00:01.000Z',
  },
});

import Type from 'typebox';
import { defineEvent, type EventOf } from '../base/define-event.ts';
import { JobOrder, JobResult, Run } from '../model/job.ts';
import { Count, Instant, Nullable, ObjectNumber, OneOf, Text, Uuid } from '../model/scalars.ts';

const job = { authorId: ObjectNumber, jobId: Uuid };
const sampleJob = { authorId: 1, jobId: '019a6f6e-3c00-7000-8000-0000000000b1' };

export const JobRequested = defineEvent({
  type: 'JobRequested',
  version: 1,
  owner: 'licenses',
  stream: 'job',
  description:
    'A job of the account is to be done: a run that is due, which is recorded once per day or month, or one that somebody asked for. [JOB-08, JOB-10, JOB-11]',
  schema: Type.Object({
    ...job,
    number: Type.Integer({ minimum: 1 }),
    ...JobOrder.properties,
    /** Null where somebody asked for it. */
    run: Nullable(Run),
    requestedBy: Type.Object({ kind: OneOf('key', 'user', 'customer', 'installation', 'system'), id: Text(255) }),
    at: Instant,
  }),
  sample: {
    ...sampleJob,
    number: 1,
    type: 'daily.cleanup',
    clock: '2026-03-05T00:00:00.000Z',
    dryRun: false,
    run: '2026-03-05',
    requestedBy: { kind: 'system', id: 'licenses' },
    at: '2026-03-05T00:00:00.100Z',
  },
});

export const JobStarted = defineEvent({
  type: 'JobStarted',
  version: 1,
  owner: 'licenses',
  stream: 'job',
  description: 'A job has found what it has to do. Told once, also when another process goes on with it. [API-JOB-01]',
  schema: Type.Object({ ...job, total: Count, at: Instant }),
  sample: { ...sampleJob, total: 2, at: '2026-03-05T00:00:00.200Z' },
});

export const JobFinished = defineEvent({
  type: 'JobFinished',
  version: 1,
  owner: 'licenses',
  stream: 'job',
  description: 'A job is done, with what it did, or would do if it were not a dry run. [JOB-10, JOB-11]',
  schema: Type.Object({ ...job, result: JobResult, at: Instant }),
  sample: {
    ...sampleJob,
    result: {
      licenses: 2,
      customers: 0,
      invoices: { released: 0, removed: 1 },
      sample: ['019a6f6e-3c00-7000-8000-000000000fa1'],
    },
    at: '2026-03-05T00:00:02.000Z',
  },
});

export type JobEvent = EventOf<typeof JobRequested> | EventOf<typeof JobStarted> | EventOf<typeof JobFinished>;

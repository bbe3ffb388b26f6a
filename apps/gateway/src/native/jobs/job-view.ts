import { Count, type JobFacts, JobResult, JobType, Nullable, OneOf, nativeId } from '@licet/contracts';
import Type from 'typebox';
import { Answer, AnyText, IdOf, NullableInstant, type Shown, head } from '../http/view-schema.ts';

const { invoices } = JobResult.properties;
const resultShown = Type.Object({
  ...JobResult.properties,
  /** Null in jobs of before there were invoices. [API-REP-10] */
  invoices: Nullable(Type.Object(invoices.properties)),
  sample: Type.Array(IdOf('license')),
});

/** [API-JOB-01] */
export const JobView = Answer(
  'Job',
  {
    ...head('job', 'job'),
    type: JobType,
    input: Type.Object({ clock: NullableInstant }),
    dryRun: Type.Boolean(),
    status: OneOf('queued', 'running', 'succeeded'),
    progress: Type.Object({ done: Nullable(Count), total: Nullable(Count), errors: Count }),
    run: Nullable(AnyText),
    result: Nullable(resultShown),
    requestedBy: Type.Object({ kind: AnyText, id: AnyText }),
    startedAt: NullableInstant,
    finishedAt: NullableInstant,
  },
  {
    id: 'job_01k9qpwf00e008000000000md7',
    object: 'job',
    createdAt: '2026-03-01T09:00:00.000Z',
    updatedAt: '2026-03-01T09:00:00.000Z',
    version: 1,
    type: 'daily.cleanup',
    input: { clock: null },
    dryRun: true,
    status: 'queued',
    progress: { done: 0, total: null, errors: 0 },
    run: null,
    result: null,
    requestedBy: { kind: 'key', id: '0123456789ab' },
    startedAt: null,
    finishedAt: null,
  },
);

/** A job as the native API shows it. [API-JOB-01, JOB-11] */
export function jobView(job: JobFacts): Shown<typeof JobView> {
  const { uuid, version, type, clock, dryRun, status, run, requestedBy, total, result } = job;
  const { requestedAt, startedAt, finishedAt } = job;
  return {
    id: nativeId('job', uuid),
    object: 'job',
    createdAt: requestedAt,
    updatedAt: finishedAt ?? startedAt ?? requestedAt,
    version,
    type,
    input: { clock },
    dryRun,
    status,
    progress: { done: finishedAt === null ? 0 : total, total, errors: 0 },
    run,
    result: result && {
      ...result,
      invoices: result.invoices ?? null,
      sample: result.sample.map((license) => nativeId('license', license)),
    },
    requestedBy,
    startedAt,
    finishedAt,
  };
}

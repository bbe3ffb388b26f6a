import { type JobFacts, nativeId } from '@licet/contracts';

/** A job as the native API shows it. [API-JOB-01, JOB-11] */
export function jobView(job: JobFacts) {
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
    result: result && { ...result, sample: result.sample.map((license) => nativeId('license', license)) },
    requestedBy,
    startedAt,
    finishedAt,
  };
}

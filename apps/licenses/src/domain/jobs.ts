import type { JobEvent, JobFacts, JobType } from '@licet/contracts';

export type Job = Omit<JobFacts, 'status' | 'authorId'>;

/** How many jobs that are done are remembered; all runs stay in the record. */
export const mostDone = 500;

/** Jobs of one account in their order: all that are not done, and the latest of the others. [JOB-11] */
export interface Jobs {
  kind: 'jobs';
  authorId: number;
  jobs: readonly Job[];
  /** The last day or month whose run was recorded. */
  lastRun: Partial<Record<JobType, string>>;
}

export type JobsState = { kind: 'none' } | Jobs;

export const noJobs: JobsState = { kind: 'none' };

export const jobsOf = (state: JobsState): readonly Job[] => (state.kind === 'none' ? [] : state.jobs);
export const jobNamed = (state: JobsState, uuid: string): Job | undefined =>
  jobsOf(state).find((job) => job.uuid === uuid);
export const lastRunOf = (state: JobsState, type: JobType): string =>
  (state.kind === 'none' ? undefined : state.lastRun[type]) ?? '';

export function evolveJobs(state: JobsState, event: JobEvent): JobsState {
  switch (event.type) {
    case 'JobRequested':
      return requested(state, event.data);
    case 'JobStarted': {
      const { jobId, total, at } = event.data;
      return changed(state, jobId, { total, startedAt: at });
    }
    case 'JobFinished': {
      const { jobId, result, at } = event.data;
      return changed(state, jobId, { result, finishedAt: at });
    }
  }
}

function requested(state: JobsState, data: Extract<JobEvent, { type: 'JobRequested' }>['data']): Jobs {
  const { authorId, jobId, at, ...order } = data;
  const before = { total: null, result: null, startedAt: null, finishedAt: null };
  const job = { ...order, ...before, uuid: jobId, requestedAt: at, version: 1 };
  const lastRun = state.kind === 'none' ? {} : state.lastRun;
  return {
    kind: 'jobs',
    authorId,
    jobs: [...remembered(jobsOf(state)), job],
    lastRun: order.run === null ? lastRun : { ...lastRun, [order.type]: order.run },
  };
}

/** Without the oldest that is done, once there are enough of these; what is asked for next makes it one more. */
function remembered(jobs: readonly Job[]): readonly Job[] {
  const done = jobs.filter(({ finishedAt }) => finishedAt !== null);
  const forgotten = new Set(done.slice(0, Math.max(0, done.length - mostDone)));
  return forgotten.size === 0 ? jobs : jobs.filter((job) => !forgotten.has(job));
}

function changed(state: JobsState, jobId: string, changes: Partial<Job>): JobsState {
  if (state.kind === 'none') return state;
  const jobs = state.jobs.map((job) => (job.uuid === jobId ? { ...job, ...changes, version: job.version + 1 } : job));
  return { ...state, jobs };
}

/** A job as others are told of it. [API-JOB-01, JOB-11] */
export function jobFacts(job: Job, authorId: number): JobFacts {
  const status = job.finishedAt !== null ? 'succeeded' : job.startedAt !== null ? 'running' : 'queued';
  return { ...job, authorId, status };
}

import {
  type Decider,
  type Decision,
  type JobEvent,
  type JobFacts,
  type JobOrder,
  type JobResult,
  accept,
  refuse,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import { type JobsState, evolveJobs, jobNamed, jobsOf, lastRunOf, noJobs } from './jobs.ts';

interface Request {
  authorId: number;
}

export type JobCommand =
  | {
      type: 'RequestJob';
      request: Request;
      order: JobOrder;
      uuid: string;
      /** The day or month whose run it is; null for one that somebody asks for. */
      run: string | null;
      requestedBy: JobFacts['requestedBy'];
    }
  | { type: 'StartJob'; request: Request; uuid: string; total: number }
  | { type: 'FinishJob'; request: Request; uuid: string; result: JobResult };

type Of<T extends JobCommand['type']> = Extract<JobCommand, { type: T }>;

export const jobsDecider: Decider<JobCommand, JobsState, JobEvent, DecisionContext> = {
  initialState: noJobs,
  decide: decideJobs,
  evolve: evolveJobs,
};

/** Refuses with scope_missing, not_found. What is told once more, by whatever process, changes nothing. [JOB-09] */
export function decideJobs(command: JobCommand, state: JobsState, context: DecisionContext): Decision<JobEvent> {
  switch (command.type) {
    case 'RequestJob':
      return request(command, state, context);
    case 'StartJob':
      return start(command, state, context);
    case 'FinishJob':
      return finish(command, state, context);
  }
}

/** A run that is due comes once, however many processes find it due; what somebody asks for needs Master User. [JOB-08, API-JOB-02] */
function request(
  { request: { authorId }, order, uuid, run, requestedBy }: Of<'RequestJob'>,
  state: JobsState,
  { now, caller }: DecisionContext,
): Decision<JobEvent> {
  const lacking = run === null ? missingScope(caller, 'licenses:void') : undefined;
  if (lacking) return lacking;
  if (run !== null && run <= lastRunOf(state, order.type)) return accept();
  const number = (jobsOf(state).at(-1)?.number ?? 0) + 1;
  const data = { authorId, jobId: uuid, number, ...order, run, requestedBy, at: now.toISOString() };
  return accept<JobEvent>({ type: 'JobRequested', data });
}

function start(
  { request: { authorId }, uuid, total }: Of<'StartJob'>,
  state: JobsState,
  { now }: DecisionContext,
): Decision<JobEvent> {
  const job = jobNamed(state, uuid);
  if (!job) return refuse('not_found', { what: 'job' });
  if (job.startedAt !== null) return accept();
  return accept<JobEvent>({ type: 'JobStarted', data: { authorId, jobId: uuid, total, at: now.toISOString() } });
}

function finish(
  { request: { authorId }, uuid, result }: Of<'FinishJob'>,
  state: JobsState,
  { now }: DecisionContext,
): Decision<JobEvent> {
  const job = jobNamed(state, uuid);
  if (!job) return refuse('not_found', { what: 'job' });
  if (job.finishedAt !== null) return accept();
  return accept<JobEvent>({ type: 'JobFinished', data: { authorId, jobId: uuid, result, at: now.toISOString() } });
}

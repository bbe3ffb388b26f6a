import { Handles } from '@licet/command-bus';
import { type CallContext, CreateJob, type JobEvent, type ReplyOf, type RequestOf, newUuid } from '@licet/contracts';
import type { Execution } from '@licet/event-store';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Clock } from '../clock.ts';
import { type JobsState, evolveJobs, jobFacts, jobNamed, jobsOf, noJobs } from '../domain/jobs.ts';
import { Jobs } from '../jobs.ts';
import { RunJobs } from '../policies/run-jobs.ts';

/** Asks for a job, and sets about it once that is recorded. [API-JOB-01, JOB-10] */
@Controller()
export class CreateJobHandler {
  constructor(
    private readonly jobs: Jobs,
    private readonly runner: RunJobs,
    private readonly clock: Clock,
  ) {}

  @Handles(CreateJob)
  async handle(request: RequestOf<typeof CreateJob>, call: CallContext): Promise<ReplyOf<typeof CreateJob>> {
    const { authorId, type, dryRun } = request;
    const { kind, id } = call.actor;
    const execution = await this.jobs.decide(
      authorId,
      {
        ...{ type: 'RequestJob', request: { authorId }, uuid: newUuid(), run: null, requestedBy: { kind, id } },
        order: { type, dryRun, clock: request.clock ?? this.clock.now().toISOString() },
      },
      call,
    );
    const reply = replyTo(execution, askedFor(execution));
    if (!reply.ok) return reply;
    if (!reply.value) throw new Error('A job that was asked for is not there.');
    this.runner.start(authorId, reply.value.uuid);
    return { ...reply, value: jobFacts(reply.value, authorId) };
  }
}

/** The job that the command asked for, also when it is repeated and others were asked for since. [API-IDEM-07] */
const askedFor = (execution: Execution<JobsState, JobEvent>) => (state: JobsState) => {
  const [event] = execution.kind === 'accepted' ? execution.events : [];
  return event && (jobNamed(state, event.data.jobId) ?? jobsOf(evolveJobs(noJobs, event))[0]);
};

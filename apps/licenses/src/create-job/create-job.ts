import { DryRun } from '@licet/dry-run';
import { Handles } from '@licet/command-bus';
import { type CallContext, CreateJob, type ReplyOf, type RequestOf, newUuid } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Clock } from '../clock.ts';
import { jobFacts, jobsOf } from '../domain/jobs.ts';
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
    const reply = replyTo(execution, (state) => jobsOf(state).at(-1));
    if (!reply.ok) return reply;
    if (!reply.value) throw new Error('A job that was asked for is not there.');
    if (!DryRun.current) this.runner.start(authorId, reply.value.uuid);
    return { ...reply, value: jobFacts(reply.value, authorId) };
  }
}

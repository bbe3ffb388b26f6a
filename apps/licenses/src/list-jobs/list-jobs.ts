import { Handles } from '@licet/command-bus';
import { ListJobs, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { jobFacts, jobsOf } from '../domain/jobs.ts';
import { Jobs } from '../jobs.ts';

/** Jobs of the account, newest first. [API-JOB-01, JOB-11] */
@Controller()
export class ListJobsHandler {
  constructor(private readonly jobs: Jobs) {}

  @Handles(ListJobs)
  async handle({ authorId, before, limit }: RequestOf<typeof ListJobs>): Promise<ReplyOf<typeof ListJobs>> {
    const { state } = await this.jobs.read(String(authorId));
    const rest = jobsOf(state)
      .filter(({ number }) => before === null || number < before)
      .toReversed();
    const jobs = rest.slice(0, limit).map((job) => jobFacts(job, authorId));
    return { ok: true, value: { jobs, next: rest.length > limit ? (jobs.at(-1)?.number ?? null) : null } };
  }
}

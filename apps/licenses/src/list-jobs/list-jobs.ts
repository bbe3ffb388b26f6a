import { Handles } from '@licet/command-bus';
import { type JobFacts, ListJobs, type ReplyOf, type RequestOf, jobList } from '@licet/contracts';
import { type MemoryList, readMemoryList } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { jobFacts, jobsOf } from '../domain/jobs.ts';
import { Jobs } from '../jobs.ts';

const list: MemoryList<JobFacts> = {
  declaration: jobList,
  id: ({ number }) => number,
  fields: {
    createdAt: ({ requestedAt }) => requestedAt,
    type: ({ type }) => type,
    status: ({ status }) => status,
    dryRun: ({ dryRun }) => dryRun,
  },
};

/** Jobs of the account. [API-JOB-01, JOB-11] */
@Controller()
export class ListJobsHandler {
  constructor(
    private readonly jobs: Jobs,
    private readonly vault: Vault,
  ) {}

  @Handles(ListJobs)
  async handle({ authorId, query }: RequestOf<typeof ListJobs>): Promise<ReplyOf<typeof ListJobs>> {
    const { state } = await this.jobs.read(String(authorId));
    const known = jobsOf(state).map((job) => jobFacts(job, authorId));
    return readMemoryList(list, [authorId], known, query, this.vault);
  }
}

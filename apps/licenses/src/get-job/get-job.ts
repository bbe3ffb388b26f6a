import { Handles } from '@licet/command-bus';
import { GetJob, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { jobFacts, jobNamed } from '../domain/jobs.ts';
import { Jobs } from '../jobs.ts';
import { notFound } from '../refusals.ts';

/** A job, as the record says at this moment. [API-JOB-01, JOB-11] */
@Controller()
export class GetJobHandler {
  constructor(private readonly jobs: Jobs) {}

  @Handles(GetJob)
  async handle({ authorId, uuid }: RequestOf<typeof GetJob>): Promise<ReplyOf<typeof GetJob>> {
    const { state } = await this.jobs.read(String(authorId));
    const job = jobNamed(state, uuid);
    return job ? { ok: true, value: jobFacts(job, authorId) } : notFound('job');
  }
}

import { ListJobs } from '@licet/contracts';
import { Get } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { ListPage, type Page, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { JobView, jobView } from './job-view.ts';

@NativeController('jobs')
export class ListJobsController {
  /** Newest first. [API-JOB-01, API-LIST-01, JOB-11] */
  @Get()
  @Operation({ id: 'listJobs', summary: 'Jobs, newest first.', answers: ListOf(JobView) })
  @Requires('jobs:read')
  @ReadsQuery()
  async list(@Call() call: NativeCall, @ListPage([]) page: Page): Promise<object> {
    const { authorId, request, reply } = call;
    const { jobs, next } = await call.ask(ListJobs, { authorId, before: page.before, limit: page.limit });
    return listOf(jobs.map(jobView), next, page, request, reply);
  }
}

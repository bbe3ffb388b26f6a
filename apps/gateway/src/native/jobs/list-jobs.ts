import { ListJobs, type ListQuery, jobList } from '@licet/contracts';
import { Get } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { JobView, jobView } from './job-view.ts';

@NativeController('jobs')
export class ListJobsController {
  /** [API-JOB-01, API-LIST-01, JOB-11] */
  @Get()
  @Operation({ id: 'listJobs', summary: 'Jobs, newest first.', answers: ListOf(JobView) })
  @Requires('jobs:read')
  @ReadsQuery()
  async list(@Call() call: NativeCall, @Asked(jobList) query: ListQuery): Promise<object> {
    const page = await call.ask(ListJobs, { authorId: call.authorId, query });
    return listOf(call, page, page.items.map(jobView));
  }
}

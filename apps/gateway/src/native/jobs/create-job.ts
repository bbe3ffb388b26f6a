import { CreateJob, nativeId } from '@licet/contracts';
import { Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { instantOf } from '../http/moment.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { CreateJobBody } from './job-body.ts';
import { JobView, jobView } from './job-view.ts';

@NativeController('jobs')
export class CreateJobController {
  /** Done after the answer; jobs that delete for good need `licenses:void`. [API-JOB-01, API-JOB-02, JOB-10] */
  @Post()
  @Operation({
    id: 'createJob',
    summary: 'Asks for a job, which is done after the answer.',
    dryRun: true,
    status: 202,
    answers: JobView,
  })
  @Requires('jobs:write')
  async create(@Call() call: NativeCall, @JsonBody(CreateJobBody) body: CreateJobBody): Promise<object> {
    const { type, input, dryRun = false } = body;
    call.requireLive('licenses:void');
    const clock = input?.clock === undefined ? null : instantOf(input.clock);
    const job = await call.change(CreateJob, { authorId: call.authorId, type, clock, dryRun });
    void call.reply.header('location', `/api/v1/jobs/${nativeId('job', job.uuid)}`);
    return jobView(job);
  }
}

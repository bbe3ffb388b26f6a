import { CreateJob, nativeId } from '@licet/contracts';
import { HttpCode, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { instantOf } from '../http/moment.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { CreateJobBody } from './job-body.ts';
import { jobView } from './job-view.ts';

@NativeController('jobs')
export class CreateJobController {
  /** Done after the answer; jobs that delete for good need `licenses:void`. [API-JOB-01, API-JOB-02, JOB-10] */
  @Post()
  @HttpCode(202)
  @Requires('jobs:write')
  async create(@Call() call: NativeCall, @JsonBody(CreateJobBody) body: CreateJobBody): Promise<object> {
    const { type, input, dryRun = false } = body;
    const clock = input?.clock === undefined ? null : instantOf(input.clock);
    const job = await call.change(CreateJob, { authorId: call.authorId, type, clock, dryRun });
    void call.reply.header('location', `/api/v1/jobs/${nativeId('job', job.uuid)}`);
    return jobView(job);
  }
}

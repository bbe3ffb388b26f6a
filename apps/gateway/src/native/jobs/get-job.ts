import { GetJob, type JobFacts, parseNativeId } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { tagOf, tagged } from '../http/etag.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { JobView, jobView } from './job-view.ts';

@NativeController('jobs')
export class GetJobController {
  /** [API-JOB-01, JOB-11] */
  @Get(':id')
  @Operation({ id: 'getJob', summary: 'A job and how far it is.', answers: JobView, versioned: true })
  @Requires('jobs:read')
  async get(@Call() call: NativeCall, @Param('id') id: string): Promise<object | undefined> {
    const job = await namedJob(call, id);
    return tagged(call.request, call.reply, tagOf(job.version), jobView(job));
  }
}

export async function namedJob(call: NativeCall, id: string): Promise<JobFacts> {
  const uuid = parseNativeId('job', id);
  if (uuid === undefined) throw new Problem('not_found');
  return call.ask(GetJob, { authorId: call.authorId, uuid });
}

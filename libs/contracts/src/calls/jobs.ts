import Type from 'typebox';
import { defineCall } from '../base/define-call.ts';
import { type JobFacts, JobOrder } from '../model/job.ts';
import { type ListPage, ListQuery, firstPage } from '../model/list.ts';
import { Instant, Nullable, ObjectNumber, Uuid } from '../model/scalars.ts';

const command = { service: 'licenses', kind: 'command' } as const;
const query = { service: 'licenses', kind: 'query' } as const;
const key = ({ authorId }: { authorId: number }): string => String(authorId);

export const CreateJob = defineCall<JobFacts>()({
  name: 'CreateJob',
  ...command,
  description:
    'Asks for a job, which is done after the answer. `clock` null: the time of the request. Refused: scope_missing. [API-JOB-01, API-JOB-02, JOB-10]',
  schema: Type.Object({ authorId: ObjectNumber, ...JobOrder.properties, clock: Nullable(Instant) }),
  key,
  sample: { authorId: 1, type: 'daily.cleanup', clock: null, dryRun: true },
});

export const GetJob = defineCall<JobFacts>()({
  name: 'GetJob',
  ...query,
  description: 'A job of the account and how far it is. Refused: not_found. [API-JOB-01, JOB-11]',
  schema: Type.Object({ authorId: ObjectNumber, uuid: Uuid }),
  key,
  sample: { authorId: 1, uuid: '019a6f6e-3c00-7000-8000-0000000000b1' },
});

export const ListJobs = defineCall<ListPage<JobFacts>>()({
  name: 'ListJobs',
  ...query,
  description: 'Jobs of the account that a query finds. Refused: cursor_invalid. [API-JOB-01, JOB-11, API-LIST]',
  schema: Type.Object({ authorId: ObjectNumber, query: ListQuery }),
  key,
  sample: { authorId: 1, query: firstPage },
});

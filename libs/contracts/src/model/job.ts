import Type, { type Static } from 'typebox';
import type { Actor } from '../base/envelope.ts';
import { Count, Instant, OneOf, Text, Uuid } from './scalars.ts';

/** What jobs do: delete for good the licenses in Delete, or the test licenses of the months before. [JOB-01, TEST-05, API-JOB-02] */
export const jobTypes = ['daily.cleanup', 'monthly.purge'] as const;
export const JobType = OneOf(...jobTypes);
export type JobType = Static<typeof JobType>;

/** What a job is about, said when it is asked for. */
export const JobOrder = Type.Object({
  type: JobType,
  /** The time that the job takes for the present one. [JOB-10] */
  clock: Instant,
  /** Reports what it would do, and does nothing. [JOB-10] */
  dryRun: Type.Boolean(),
});
export type JobOrder = Static<typeof JobOrder>;

/** How many licenses of a job are told by name. */
export const mostTold = 20;

/** What a job has done, or a dry run would do. [JOB-11, API-JOB-04] */
export const JobResult = Type.Object({
  /** Licenses that it deleted for good. */
  licenses: Count,
  /** Customers that went with them. [TEST-08] */
  customers: Count,
  /** Invoices that went on to shipping, and that were removed; absent in jobs of before there were invoices. [INV-13, INV-14] */
  invoices: Type.Optional(Type.Object({ released: Count, removed: Count })),
  /** Some of these licenses. */
  sample: Type.Array(Uuid, { maxItems: mostTold }),
});
export type JobResult = Static<typeof JobResult>;

/** The day or month whose run a job is: `2026-03-05`, `2026-03`. Each comes once. */
export const Run = Text(10);

/** A job as others are told of it. [API-JOB-01, JOB-11] */
export interface JobFacts extends JobOrder {
  uuid: string;
  authorId: number;
  /** 1, 2, 3 … within the account. */
  number: number;
  /** Null for one that somebody asked for. */
  run: string | null;
  requestedBy: Pick<Actor, 'kind' | 'id'>;
  status: 'queued' | 'running' | 'succeeded';
  /** Licenses that it found to delete; null before it began. */
  total: number | null;
  result: JobResult | null;
  requestedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  version: number;
}

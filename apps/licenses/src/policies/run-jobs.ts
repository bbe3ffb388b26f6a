import { type CallContext, type JobResult, commandIdOf, mostTold } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { type ServiceResources, systemContext } from '@licet/service-kit';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type Job, jobNamed } from '../domain/jobs.ts';
import { Jobs } from '../jobs.ts';
import { Purges } from '../replicas/purges.ts';
import { Resources } from '../resources.ts';
import { DeleteCustomers } from './delete-customers.ts';
import { OwnRecord } from './own-record.ts';
import { PurgeLicenses } from './purge-licenses.ts';
import { type SettledInvoices, SettleInvoices, noInvoices } from './settle-invoices.ts';

const patience = 30_000; // milliseconds

/**
 * Does jobs, one at a time in this process and each in one process at a time. One that cannot be finished, or whose process died, is gone on
 * with at the next round of the schedule, by whoever comes first. [JOB-08, JOB-09, API-JOB-07]
 */
@Injectable()
export class RunJobs implements OnModuleDestroy {
  #running: Promise<void> = Promise.resolve();
  #closing = false;
  readonly #waiting = new Set<string>();

  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly store: EventStore,
    private readonly jobs: Jobs,
    private readonly purges: Purges,
    private readonly licenses: PurgeLicenses,
    private readonly customers: DeleteCustomers,
    private readonly invoices: SettleInvoices,
    private readonly record: OwnRecord,
  ) {}

  /** Sets about a job in the background, once those that wait are done. */
  start(authorId: number, uuid: string): void {
    if (this.#waiting.has(uuid)) return;
    this.#waiting.add(uuid);
    this.#running = this.#running.then(() => this.#try(authorId, uuid));
  }

  async onModuleDestroy(): Promise<void> {
    this.#closing = true;
    await this.#running;
  }

  async #try(authorId: number, uuid: string): Promise<void> {
    this.#waiting.delete(uuid);
    if (this.#closing) return;
    try {
      await this.#alone(uuid, () => this.#do(authorId, uuid));
    } catch (error) {
      const { logger } = this.resources.host;
      logger.warn({ err: error, authorId, jobId: uuid }, 'A job was not finished; it goes on at the next round.');
    }
  }

  /** Nobody else does the job meanwhile; the right to it ends with the connection. */
  async #alone(uuid: string, work: () => Promise<void>): Promise<void> {
    const client = await this.store.pool.connect();
    try {
      const { rows } = await client.query<{ got: boolean }>(tryLock, [uuid]);
      if (!rows[0]?.got) return;
      try {
        await work();
      } finally {
        await client.query(unlock, [uuid]);
      }
    } finally {
      client.release();
    }
  }

  async #do(authorId: number, uuid: string): Promise<void> {
    const job = jobNamed((await this.jobs.read(String(authorId))).state, uuid);
    if (job?.finishedAt !== null) return;
    await this.record.followed();
    const request = { authorId };
    const total = await this.purges.count(job.type, authorId);
    await this.jobs.decide(authorId, { type: 'StartJob', request, uuid, total }, callFor(job, 'start'));
    const result = job.dryRun ? await this.#assess(job, authorId) : await this.#purge(job, authorId);
    await this.jobs.decide(authorId, { type: 'FinishJob', request, uuid, result }, callFor(job, 'finish'));
  }

  /** [JOB-10] */
  async #assess(job: Job, authorId: number): Promise<JobResult> {
    const found = await this.licenses.assess(job, authorId);
    const ids = found.map(({ licenseId }) => licenseId);
    const customers = job.type === 'monthly.purge' ? await this.customers.wouldFollow(ids) : 0;
    const invoices = await this.#settle(job, authorId);
    return { licenses: found.length, customers, invoices, sample: found.slice(0, mostTold).map(({ uuid }) => uuid) };
  }

  async #purge(job: Job, authorId: number): Promise<JobResult> {
    await this.licenses.purge(job, authorId);
    await this.record.followed();
    const { customers, positions } =
      job.type === 'monthly.purge' ? await this.customers.after(job.uuid, authorId) : { customers: 0, positions: [] };
    const invoices = await this.#settle(job, authorId);
    await this.record.appliedElsewhere(positions);
    return { ...(await this.purges.of(job.uuid, mostTold)), customers, invoices };
  }

  #settle = (job: Job, authorId: number): Promise<SettledInvoices> =>
    job.type === 'daily.cleanup' ? this.invoices.settle(job, authorId) : Promise.resolve(noInvoices);
}

const callFor = ({ uuid, requestedBy }: Job, step: string): CallContext =>
  systemContext('licenses', patience, {
    ...{ commandId: commandIdOf(`job:${uuid}:${step}`), correlationId: uuid, causationId: uuid, actor: requestedBy },
  });

/** Any number that no other advisory lock of this database begins with. */
const locks = 71_410;
const tryLock = `select pg_try_advisory_lock(${locks}, hashtext($1)) as got`;
const unlock = `select pg_advisory_unlock(${locks}, hashtext($1))`;

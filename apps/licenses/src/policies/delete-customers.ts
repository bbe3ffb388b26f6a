import { DeleteCustomer, type Position, commandIdOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { systemContext } from '@licet/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { type CommandBus, commandBus } from '../command-bus.token.ts';
import { OwnRecord } from './own-record.ts';

const patience = 30_000; // milliseconds

interface Leaving {
  customer_id: number;
  job_id: string;
}

/**
 * Deletes the customers that a purge of test licenses leaves without any license. First no license is added to them any more, then whoever
 * got one in that moment stays, then `customers` deletes the others. Whoever follows a license that was given to one of them nevertheless
 * takes him off, or finds out that it is too late. Each step may be done again, also by another process. [TEST-08]
 */
@Injectable()
export class DeleteCustomers {
  constructor(
    private readonly store: EventStore,
    @Inject(commandBus) private readonly bus: CommandBus,
    private readonly record: OwnRecord,
  ) {}

  /** Answers where the deletions are recorded. The record of this service must have been followed up to the purge. */
  async after(jobId: string, authorId: number): Promise<{ customers: number; positions: Position[] }> {
    await this.store.pool.query(markLeaving, [jobId]);
    await this.record.followed();
    await this.store.pool.query(spare, [jobId]);
    const { rows } = await this.store.pool.query<Leaving>(leaving, [jobId]);
    const positions: Position[] = [];
    const staying: number[] = [];
    for (const { customer_id: customerId } of rows) {
      const { rowCount } = await this.store.pool.query(beginDeletion, [customerId, jobId]);
      const { deleted, at } = rowCount ? await this.#delete(customerId, jobId, authorId) : spared;
      if (!deleted) staying.push(customerId);
      positions.push(...at);
    }
    if (staying.length > 0) await this.store.pool.query(spareThese, [staying]);
    return { customers: rows.length - staying.length, positions };
  }

  /** Those of the customers who leave, or have left. */
  async among(customerIds: readonly number[]): Promise<Set<number>> {
    const { rows } = await this.store.pool.query<Leaving>({
      name: 'leaving_among',
      text: leavingAmong,
      values: [customerIds],
    });
    return new Set(rows.map((row) => row.customer_id));
  }

  /** Whether he who leaves is deleted for good; if he was only about to be, he stays from now on. */
  async isGone({ customerId, authorId }: { customerId: number; authorId: number }): Promise<boolean> {
    await this.store.pool.query(spareInTime, [customerId]);
    const { rows } = await this.store.pool.query<Leaving>(leavingAmong, [[customerId]]);
    if (!rows[0]) return false;
    const { deleted } = await this.#delete(customerId, rows[0].job_id, authorId);
    if (!deleted) await this.store.pool.query(spareThese, [[customerId]]);
    return deleted;
  }

  /** How many customers would have no other license. [JOB-10] */
  async wouldFollow(licenseIds: readonly number[]): Promise<number> {
    const { rows } = await this.store.pool.query<{ n: number }>(wouldLeave, [licenseIds]);
    return rows[0]?.n ?? 0;
  }

  /** Merged customers stay, and whoever answers for one does. */
  async #delete(
    customerId: number,
    jobId: string,
    authorId: number,
  ): Promise<{ deleted: boolean; at: readonly Position[] }> {
    const commandId = commandIdOf(`purge:${jobId}:customer:${customerId}`);
    const cause = { commandId, correlationId: jobId, causationId: jobId, scopes: ['customers:erase'] };
    const reply = await this.bus.call(
      DeleteCustomer,
      { authorId, customerId },
      systemContext('licenses', patience, cause),
    );
    if (!reply.ok) throw new Error(`customers does not delete customer ${customerId}: ${reply.refusal.code}`);
    return { deleted: reply.value.deleted, at: reply.positions ?? [] };
  }
}

/** Those who never had but test licenses, have none any more, and no order either: who orders is more than a trial. [TEST-08] */
const ordersNothing = 'not exists (select from invoice_index i where i.customer_id = c.customer_id)';
const onlyTests = 'not exists (select from purged_license p where p.customer_id = c.customer_id and not p.is_test)';
const markLeaving = `insert into leaving_customer (customer_id, job_id)
  select distinct customer_id, $1::uuid from purged_license c
  where job_id = $1 and customer_id is not null and ${onlyTests} and ${ordersNothing}
    and not exists (select from license_customer l where l.customer_id = c.customer_id)
  on conflict (customer_id) do nothing`;
const spare = `delete from leaving_customer c
  where job_id = $1 and deleting_at is null
    and (exists (select from license_customer l where l.customer_id = c.customer_id) or not (${ordersNothing}))`;
const spareThese = 'delete from leaving_customer where customer_id = any ($1)';
/** Only while he is not being deleted yet. */
const spareInTime = 'delete from leaving_customer where customer_id = $1 and deleting_at is null';
const leavingAmong = 'select customer_id, job_id from leaving_customer where customer_id = any ($1)';
/** Nothing where somebody has taken him off. */
const beginDeletion = `update leaving_customer set deleting_at = coalesce(deleting_at, now())
  where customer_id = $1 and job_id = $2`;
const spared = { deleted: false, at: [] };
const leaving = 'select customer_id, job_id from leaving_customer where job_id = $1 order by customer_id';
const wouldLeave = `select count(*)::int as n
  from (select distinct customer_id from license_customer where license_id = any ($1)) c
  where ${onlyTests} and ${ordersNothing}
    and not exists (select from license_customer l where l.customer_id = c.customer_id and l.license_id <> all ($1))`;

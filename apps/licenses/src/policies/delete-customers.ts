import { DeleteCustomer, type Position, commandIdOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { systemContext } from '@licet/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { type CommandBus, commandBus } from '../command-bus.token.ts';
import { OwnRecord } from './own-record.ts';

const patience = 30_000; // milliseconds

/**
 * Deletes the customers that a purge of test licenses leaves without any license. First no license is added to them any more, then whoever
 * got one in that moment stays, then `customers` deletes the others. Each step may be done again, also by another process. [TEST-08]
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
    const { rows } = await this.store.pool.query<{ customer_id: number }>(leaving, [jobId]);
    const positions: Position[] = [];
    const staying: number[] = [];
    for (const { customer_id: customerId } of rows) {
      const { deleted, at } = await this.#delete(customerId, jobId, authorId);
      if (!deleted) staying.push(customerId);
      positions.push(...at);
    }
    if (staying.length > 0) await this.store.pool.query(spareThese, [staying]);
    return { customers: rows.length - staying.length, positions };
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
  where job_id = $1 and (exists (select from license_customer l where l.customer_id = c.customer_id) or not (${ordersNothing}))`;
const spareThese = 'delete from leaving_customer where customer_id = any ($1)';
const leaving = 'select customer_id from leaving_customer where job_id = $1 order by customer_id';
const wouldLeave = `select count(*)::int as n
  from (select distinct customer_id from license_customer where license_id = any ($1)) c
  where ${onlyTests} and ${ordersNothing}
    and not exists (select from license_customer l where l.customer_id = c.customer_id and l.license_id <> all ($1))`;

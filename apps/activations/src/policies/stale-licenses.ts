import { ServiceUnavailable } from '@licet/command-bus';
import type { LanePosition, Source } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import type { ConsumerOptions } from '@licet/event-stream';
import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';

type Transaction = Parameters<ConsumerOptions['handle']>[1];

/** Facts of the owner that a ledger lacks: callers are answered 503, the policy goes on without the license. [design 4] */
export class LicenseStale extends ServiceUnavailable {
  constructor(licenseId: number, options?: ErrorOptions) {
    super('activations', `license ${licenseId} lacks facts of its owner that cannot be taken over`, options);
  }
}

/** Events of one license that were not taken over. */
export interface Untaken {
  licenseId: number;
  first: Source;
  last: Source;
  reason: string;
}

const staleLicenses = new Gauge({
  name: 'licet_stale_licenses',
  help: 'Licenses about which nothing is decided, because a fact of their owner could not be taken over. Any at all is an alarm.',
});

/** Which licenses lack facts of their owner. Read by the policy and for licenses without a ledger; decisions follow the ledger itself. */
@Injectable()
export class StaleLicenses {
  constructor(private readonly store: EventStore) {}

  /** Those of the licenses that are marked; they stay so until the transaction ends. */
  async among(tx: Transaction, licenseIds: readonly number[]): Promise<Set<number>> {
    const sql = 'select license_id from stale_license where license_id = any ($1) order by license_id for update';
    const { rows } = await tx.query<{ license_id: number }>({ name: 'stale_among', text: sql, values: [licenseIds] });
    return new Set(rows.map(({ license_id }) => license_id));
  }

  async has(licenseId: number): Promise<boolean> {
    const { rowCount } = await this.store.pool.query('select from stale_license where license_id = $1', [licenseId]);
    return rowCount === 1;
  }

  /** Marks the license, or notes how far its untaken events reach. */
  async mark(tx: Transaction, { licenseId, first, last, reason }: Untaken): Promise<void> {
    const sql = `insert into stale_license (license_id, lane, epoch, position, last_epoch, last_position, reason)
      values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (license_id) do update set last_epoch = excluded.last_epoch, last_position = excluded.last_position
      returning xmax = 0 as new`;
    const { lane, epoch, position } = first;
    const values = [licenseId, lane, epoch, position, last.epoch, last.position, reason];
    const { rows } = await tx.query<{ new: boolean }>(sql, values);
    if (rows[0]?.new) staleLicenses.inc(); // counted anew at every attempt to mend
  }

  /** Licenses to mend, oldest mark first. */
  async all(): Promise<number[]> {
    const sql = 'select license_id from stale_license order by since, license_id';
    const { rows } = await this.store.pool.query<{ license_id: number }>(sql);
    staleLicenses.set(rows.length);
    return rows.map(({ license_id }) => license_id);
  }

  /** Place of the last untaken event, once no other process mends the license or finds more; undefined when one does, or nothing is marked. */
  async lock(tx: Transaction, licenseId: number): Promise<LanePosition | undefined> {
    const sql = `select lane, last_epoch as epoch, last_position::float8 as position
      from stale_license where license_id = $1 for update skip locked`;
    return (await tx.query<LanePosition>(sql, [licenseId])).rows[0];
  }

  async clear(tx: Transaction, licenseId: number): Promise<void> {
    await tx.query('delete from stale_license where license_id = $1', [licenseId]);
  }
}

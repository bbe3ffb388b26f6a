import type { EventOf, JobType, LicenseEvent, LicensePurged, RecordedEvent } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Consumer, type ConsumerOptions, concerning, keepAwake } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Resources } from '../resources.ts';

type Transaction = Parameters<ConsumerOptions['handle']>[1];
type Purged = EventOf<typeof LicensePurged>['data'];
/** Absent for what stays. */
interface Row {
  license_id: number;
  author_id: number;
  purging?: boolean;
  is_test?: boolean;
}

/**
 * Which licenses jobs have to look at, and which they have deleted for good, from this service's own record. With the word that a license is
 * purged goes the key of all that is personal of it, also after a crash in between. [JOB-03, design 3]
 */
@Injectable()
export class Purges implements OnModuleInit {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly store: EventStore,
  ) {}

  onModuleInit(): void {
    const { host, own, consumers } = this.resources;
    consumers.add(
      new Consumer({
        name: 'licenses-purges',
        source: 'licenses',
        stream: own,
        pool: this.store.pool,
        failure: 'halt',
        logger: host.logger,
        ...concerning(isTold, (events, tx) => this.#follow(events, tx)),
      }),
    );
  }

  /** Numbers of licenses that a job of this type looks at, after a number, in order. */
  async toLookAt(type: JobType, authorId: number, after: number, most: number): Promise<number[]> {
    const { rows } = await this.store.pool.query<{ license_id: number }>({
      name: `to_purge_${type}`,
      text: licensesToPurge[type],
      values: [authorId, after, most],
    });
    return rows.map((row) => row.license_id);
  }

  async count(type: JobType, authorId: number): Promise<number> {
    const counted = `select count(*)::int as n from (${licensesToPurge[type]}) found`;
    const { rows } = await this.store.pool.query<{ n: number }>(counted, [authorId, 0, 2147483647]);
    return rows[0]?.n ?? 0;
  }

  /** How many licenses a job has deleted, and some of them. */
  async of(jobId: string, most: number): Promise<{ licenses: number; sample: string[] }> {
    const { rows } = await this.store.pool.query<{ n: number; sample: string[] | null }>(purgedOf, [jobId, most]);
    return { licenses: rows[0]?.n ?? 0, sample: rows[0]?.sample ?? [] };
  }

  async #follow(events: readonly Told[], tx: Transaction): Promise<void> {
    const told = new Map<number, Row>();
    const purged: Purged[] = [];
    for (const event of events) {
      if (event.type === 'LicensePurged') purged.push(event.data);
      const row = toldBy(event);
      if (row) told.set(row.license_id, { ...told.get(row.license_id), ...row });
    }
    if (told.size > 0) {
      await tx.query(upsert, [JSON.stringify([...told.values()])]);
      await tx.query(`${forget} and not purging and not is_test`, [[...told.keys()]]);
    }
    if (purged.length === 0) return;
    await tx.query(forget, [purged.map(({ licenseId }) => licenseId)]);
    await tx.query(insertPurged, [JSON.stringify(purged.map(rowOf))]);
    const { vault } = this.resources;
    await keepAwake(tx, async () => {
      for (const { licenseId } of purged) await vault.destroy(vault.subject(`license-${licenseId}`));
    });
  }
}

type Told = RecordedEvent & LicenseEvent;
const isTold = (event: RecordedEvent): event is Told =>
  event.type === 'LicensePurged' || toldBy(event as Told) !== undefined;

function toldBy(event: LicenseEvent): Row | undefined {
  switch (event.type) {
    case 'LicenseAdded': {
      const { licenseId, authorId, isTest } = event.data;
      return isTest ? { license_id: licenseId, author_id: authorId, is_test: true } : undefined;
    }
    case 'LicenseStatusChanged':
    case 'LicenseExpirationChanged':
    case 'LicenseUpdated': {
      const { licenseId, authorId, changes } = event.data;
      const { status, isTest } = changes;
      if (!status && isTest === undefined) return undefined;
      const purging = status && { purging: status.after.status === 'purging' };
      return {
        license_id: licenseId,
        author_id: authorId,
        ...purging,
        ...(isTest !== undefined && { is_test: isTest }),
      };
    }
    default:
      return undefined;
  }
}

const rowOf = ({ licenseId, uuid, customerId, isTest, jobId }: Purged) => ({
  ...{ license_id: licenseId, uuid, customer_id: customerId, is_test: isTest, job_id: jobId },
});

const rowsToldOf = (condition: string): string =>
  `select license_id from license_to_purge where author_id = $1 and license_id > $2 and ${condition} order by license_id limit $3`;
export const licensesToPurge: Record<JobType, string> = {
  'daily.cleanup': rowsToldOf('purging'),
  'monthly.purge': rowsToldOf('is_test'),
};

/** A license that stands in no row is neither. */
const upsert = `insert into license_to_purge (license_id, author_id, purging, is_test)
  select t.license_id, t.author_id, coalesce(t.purging, k.purging, false), coalesce(t.is_test, k.is_test, false)
  from json_populate_recordset(null::license_to_purge, $1) t left join license_to_purge k using (license_id)
  on conflict (license_id) do update set purging = excluded.purging, is_test = excluded.is_test`;
const forget = 'delete from license_to_purge where license_id = any ($1)';
const insertPurged = `insert into purged_license
  select * from json_populate_recordset(null::purged_license, $1) on conflict (license_id) do nothing`;
export const purgedOf = `select count(*)::int as n, (array_agg(uuid::text order by license_id))[:$2] as sample
  from purged_license where job_id = $1`;

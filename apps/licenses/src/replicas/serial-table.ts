import {
  type LicenseEvent,
  type ListQuery,
  type RecordedEvent,
  type SerialFacts,
  type SerialsEvent,
  serialList,
} from '@licet/contracts';
import { ServiceUnavailable } from '@licet/command-bus';
import { EventStore } from '@licet/event-store';
import { Consumer, type ConsumerOptions, concerning } from '@licet/event-stream';
import { readSqlList, type ServiceResources, type SqlList, type Turned } from '@licet/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { listedSerialClaim } from '../domain/serials.ts';
import { Resources } from '../resources.ts';

type Transaction = Parameters<ConsumerOptions['handle']>[1];
type Told = RecordedEvent & (SerialsEvent | Extract<LicenseEvent, { type: 'LicenseAdded' | 'LicensePurged' }>);
type Loaded = Extract<SerialsEvent, { type: 'SerialsLoaded' }>['data'];
type Added = Extract<LicenseEvent, { type: 'LicenseAdded' }>['data'];

/** How long a page waits for what was recorded before it was asked for; milliseconds. */
const patience = 5_000;

/**
 * The serial numbers of lists in a table, with the licenses that got them. Events tell where to look; whose a serial number is only the claims of
 * the record say, so that it does not matter whether a list or a license is heard of first. [API-PRD-09, API-LIST-10]
 */
@Injectable()
export class SerialTable implements OnModuleInit {
  readonly #consumer: Consumer;

  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly store: EventStore,
  ) {
    const { host, own } = resources;
    this.#consumer = new Consumer({
      name: 'licenses-serials',
      source: 'licenses',
      stream: own,
      pool: store.pool,
      failure: 'halt',
      logger: host.logger,
      ...concerning(isTold, follow),
    });
  }

  onModuleInit(): void {
    this.resources.consumers.add(this.#consumer);
  }

  /** The page that a query asks for, with all that was recorded before. Throws `ServiceUnavailable` where that is not here in time. */
  async page(of: { authorId: number; productId: number }, query: ListQuery): Promise<Turned<SerialFacts>> {
    await this.#reached();
    const { pool } = this.store;
    const page = await readSqlList(serialsOfProduct(of.productId), of.authorId, query, {
      pool,
      vault: this.resources.vault,
    });
    if (!page.ok) return page;
    const { rows } = await pool.query<SerialFacts>({
      name: 'listed_serials',
      text: selectSerials,
      values: [of.productId, page.value.items],
    });
    const known = new Map(rows.map((row) => [row.number, row]));
    return { ok: true, value: { ...page.value, items: page.value.items.flatMap((number) => known.get(number) ?? []) } };
  }

  async #reached(): Promise<void> {
    const deadline = Date.now() + patience;
    const heads = (await this.store.heads()).filter(({ position }) => position > 0);
    const reached = await Promise.all(heads.map((head) => this.#consumer.waitApplied(head, deadline)));
    if (!reached.every(Boolean)) throw new ServiceUnavailable('licenses', 'its serial numbers are behind its record');
  }
}

const listTypes: readonly string[] = ['SerialsLoaded', 'SerialDeleted'];

/** Licenses without a serial number have none of a list. */
const isTold = (event: RecordedEvent): event is Told => {
  const told = event as Told;
  if (told.type === 'LicenseAdded') return told.data.serialNumberText !== '';
  return told.type === 'LicensePurged' || listTypes.includes(told.type);
};

/** All statements behind the lock see what whoever held it before has committed: no license falls between a list and its row. */
async function follow(events: readonly Told[], tx: Transaction): Promise<void> {
  await tx.query(lockProducts, [serialLists, [...new Set(events.map(({ data }) => data.productId))]]);
  const added: Added[] = [];
  const purged: number[] = [];
  for (const event of events)
    switch (event.type) {
      case 'SerialsLoaded':
        await load(event.data, tx);
        break;
      case 'SerialDeleted':
        await tx.query(remove, [event.data.productId, event.data.uuid]);
        break;
      case 'LicenseAdded':
        added.push(event.data);
        break;
      case 'LicensePurged':
        purged.push(event.data.licenseId);
    }
  if (added.length > 0) await tx.query(handOut, columnsOf(added));
  if (purged.length > 0) await tx.query(giveBack, [purged]);
}

async function load({ productId, authorId, serials, at }: Loaded, tx: Transaction): Promise<void> {
  await tx.query(insert, [
    ...[productId, authorId, at, serials.length],
    serials.map(({ uuid }) => uuid),
    serials.map(({ serial }) => serial),
    serials.map(({ serial }) => listedSerialClaim(productId, serial).key),
    serials.map(({ passwordVerifier }) => passwordVerifier !== null),
  ]);
}

const columnsOf = (added: readonly Added[]) => [
  added.map(({ productId }) => productId),
  added.map(({ productId, serialNumberText }) => listedSerialClaim(productId, serialNumberText).key),
];

/** The list of one product. */
export const serialsOfProduct = (productId: number): SqlList => ({
  declaration: serialList,
  scope: [productId],
  from: 'listed_serial',
  where: `product_id = ${productId}`,
  ...{ id: 'number', author: 'author_id' },
  columns: { createdAt: { sql: 'created_at' }, serial: { sql: 'folded' }, used: { sql: 'used' } },
});

/** Any number that no other advisory lock of this database begins with. */
const serialLists = 0x5e71a1;
const lockProducts = 'select pg_advisory_xact_lock($1, p) from (select unnest($2::int[]) as p order by p) products';

/** The license that has a serial number of a list by its claim, of a row `s`. */
const holder = `(select substr(c.stream_id, 9)::int from claim c
    where c.scope = 'listedSerial/' || s.product_id and c.key = s.folded and c.stream_id like 'license-%')`;

const insert = `with list as (
    insert into serial_list as known (product_id, loaded) values ($1, $4)
    on conflict (product_id) do update set loaded = known.loaded + excluded.loaded returning loaded - $4 as before
  )
  insert into listed_serial (product_id, number, author_id, uuid, serial, folded, has_password, created_at, license_id)
  select s.product_id, s.number, $2, s.uuid, s.serial, s.folded, s.has_password, $3, ${holder}
  from (
    select $1::int as product_id, list.before + w.n::int as number, w.uuid, w.serial, w.folded, w.has_password
    from list cross join unnest($5::uuid[], $6::text[], $7::text[], $8::boolean[]) with ordinality
      as w (uuid, serial, folded, has_password, n)
  ) s`;
export const remove = 'delete from listed_serial where product_id = $1 and uuid = $2';
export const handOut = `update listed_serial s set license_id = ${holder}
  from unnest($1::int[], $2::text[]) as w (product_id, folded)
  where s.product_id = w.product_id and s.folded = w.folded`;
export const giveBack = `update listed_serial s set license_id = ${holder} where license_id = any ($1)`;
const selectSerials = `select uuid, number, serial, has_password as "hasPassword", license_id as "licenseId",
    to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt"
  from listed_serial where product_id = $1 and number = any ($2)`;

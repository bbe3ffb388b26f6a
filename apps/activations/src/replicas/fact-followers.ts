import { type LanePosition, type RecordedEvent, type Service } from '@licet/contracts';
import { Consumer, type ConsumerOptions, Replica } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Resources } from '../resources.ts';
import { CustomerPasswords } from './customer-passwords.ts';
import { FactsInMemory } from './facts-in-memory.ts';
import { type FactKind, type Told, toldBy } from './shared-fact.ts';

type Transaction = Parameters<ConsumerOptions['handle']>[1];
type Place = LanePosition & { cursor?: string };

const kindsFrom: Partial<Record<Service, readonly FactKind[]>> = {
  licenses: ['product', 'option'],
  customers: ['keySet', 'account'],
};

/**
 * Keeps the facts of other services. Per source one consumer of all pods fills the table, and every pod loads the table into memory and
 * reads on from there for itself. Decisions depend on both, so nothing is skipped. [design 4]
 */
@Injectable()
export class FactFollowers implements OnModuleInit {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly facts: FactsInMemory,
    private readonly passwords: CustomerPasswords,
  ) {}

  onModuleInit(): void {
    for (const source of ['licenses', 'customers'] as const) {
      this.resources.consumers.add(this.tableOf(source));
      this.resources.consumers.add(this.memoryOf(source));
    }
  }

  private tableOf(source: Service): Consumer {
    const { host, store } = this.resources;
    const common = { name: nameOf(source), source, stream: host.stream, pool: store.pool, logger: host.logger };
    return new Consumer({ ...common, failure: 'halt', concerns: isTold, handle: keep });
  }

  private memoryOf(source: Service): Replica {
    const { stream, logger } = this.resources.host;
    return new Replica({
      name: `${nameOf(source)}-in-memory`,
      source,
      stream,
      logger,
      load: () => this.load(source),
      apply: (events) => {
        for (const event of events) this.apply(event);
      },
    });
  }

  private apply(event: RecordedEvent): void {
    const told = toldBy(event);
    if (told) this.facts.tell(told);
    const { customerId } = event.data as { customerId: number };
    if (anotherPassword.has(event.type)) this.passwords.forget(customerId);
    if (forgotten.has(event.type)) this.resources.vault.forget(this.resources.vault.subject(`credits-${customerId}`));
  }

  /** Facts and the places that they stand at, of one moment. */
  private async load(source: Service): Promise<Map<number, Place>> {
    const client = await this.resources.store.pool.connect();
    try {
      await client.query('begin isolation level repeatable read read only');
      const told = await client.query<Told>(selectFacts, [kindsFrom[source]]);
      const places = await client.query<Place>(selectPlaces, [nameOf(source), source]);
      await client.query('commit');
      for (const fact of told.rows) this.facts.tell(fact);
      return new Map(places.rows.map((place) => [place.lane, placeOf(place)]));
    } finally {
      client.release();
    }
  }
}

/** What another password opens from then on than before. */
const anotherPassword = new Set([
  ...['CustomerPasswordChanged', 'CustomerDeleted', 'CustomerMerged', 'CustomerMergeReverted', 'CustomerErased'],
]);

/** The key of what was said of his credits is destroyed. [API-CUS-05] */
const forgotten = new Set(['CustomerErased', 'CustomerDeleted']);

const nameOf = (source: Service): string => `activations-facts-of-${source}`;
const selectFacts = 'select kind, id, author_id as "authorId", fact from shared_fact where kind = any ($1)';
const selectPlaces =
  'select lane, epoch, position::float8 as position, cursor from consumer_position where consumer = $1 and source = $2';
const placeOf = ({ cursor, ...place }: Omit<Place, 'cursor'> & { cursor?: string | null }): Place =>
  cursor == null ? place : { ...place, cursor };

const isTold = (event: RecordedEvent): boolean => toldBy(event) !== undefined || event.type === 'CustomerDeleted';

/** One row per fact, also when a delivery tells of it several times. */
async function keep(events: readonly RecordedEvent[], tx: Transaction): Promise<void> {
  const rows = new Map<string, Told>();
  for (const told of events.flatMap((event) => toldBy(event) ?? [])) {
    const key = `${told.kind}/${told.id}`;
    rows.set(key, { ...told, fact: { ...rows.get(key)?.fact, ...told.fact } } as Told);
  }
  if (rows.size > 0) await tell(rows, tx);
  const deleted = events.flatMap(({ type, data }) =>
    type === 'CustomerDeleted' ? [String((data as { customerId: number }).customerId)] : [],
  );
  if (deleted.length > 0) await tx.query(deleteCustomers, [deleted]);
}

async function tell(rows: ReadonlyMap<string, Told>, tx: Transaction): Promise<void> {
  const told = [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  await tx.query(upsertFacts, [
    told.map(({ kind }) => kind),
    told.map(({ id }) => id),
    told.map(({ authorId }) => authorId),
    told.map(({ fact }) => JSON.stringify(fact)),
  ]);
}

const deleteCustomers = `delete from shared_fact where kind = 'customer' and id = any ($1)`;
const upsertFacts = `insert into shared_fact (kind, id, author_id, fact)
  select * from unnest($1::text[], $2::text[], $3::int[], $4::jsonb[])
  on conflict (kind, id) do update set fact = shared_fact.fact || excluded.fact`;

import type { BalanceEntry, ListPage, ListQuery, RecordedEvent } from '@licet/contracts';
import { entryList } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { readSqlList, type ServiceResources, type SqlList, type Turned } from '@licet/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { type EntryState, moving, noEntries, type RecordedEntry, takeEntries } from './domain/balance-entries.ts';
import { Resources } from './resources.ts';

type Row = RecordedEntry & { id: number };

/** So many events at a time: nobody else waits long for a connection. */
const limit = 1_000;
/** Stands for the movement that no event tells of yet. */
const due = 2147483647;

/**
 * Movements of balances in a table, page by page through an index. What the record has more is taken over when somebody asks, so that
 * activations and checks pay nothing for it. [API-VERB-04, API-BAL-04, API-LIST-10]
 */
@Injectable()
export class EntryTable {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly store: EventStore,
  ) {}

  /** `refill`: one that is due and not recorded. */
  async page(
    { authorId, owner, name, refill }: { authorId: number; owner: string; name: string; refill?: RecordedEntry },
    query: ListQuery,
  ): Promise<Turned<BalanceEntry>> {
    await this.#takeOver(owner, authorId);
    const list = entriesOf(owner, name, refill && { ...refill, authorId });
    const { pool } = this.store;
    const page = await readSqlList(list, authorId, query, { pool, vault: this.resources.vault });
    if (!page.ok) return page;
    const { rows } = await pool.query<Row>({
      name: 'balance_entries',
      text: selectEntries,
      values: [page.value.items],
    });
    const known = new Map<number, RecordedEntry>(rows.map((row) => [row.id, row]));
    if (refill) known.set(due, refill);
    const found = page.value.items.flatMap((id) => known.get(id) ?? []);
    const items = await Promise.all(found.map((entry) => this.#opened(entry)));
    return { ok: true, value: { ...page.value, items } satisfies ListPage<BalanceEntry> };
  }

  async #opened({ kind, name, amount, balance, reason, at, actor }: RecordedEntry): Promise<BalanceEntry> {
    const words = reason === null ? '' : ((await this.resources.vault.open(reason)) ?? '');
    return { kind, name, amount, balance, reason: words, at, actor };
  }

  /** Page by page: whoever is faster has written it, which the version known tells. */
  async #takeOver(owner: string, authorId: number): Promise<void> {
    const head = await this.store.versionOf(owner);
    for (;;) {
      const { version: after, state } = await this.#known(owner);
      if (after >= head) return;
      const events = (await this.store.readTypes(owner, moving, { after, limit })) as Movement[];
      const last =
        events.length < limit ? Math.max(head, events.at(-1)?.version ?? 0) : (events.at(-1)?.version ?? head);
      const taken = takeAll(state, events);
      const written = [owner, after, last, taken.state, authorId, ...columnsOf(taken.entries)];
      await this.store.pool.query({ name: 'take_entries_over', text: takeOver, values: written });
    }
  }

  async #known(owner: string): Promise<{ version: number; state: EntryState }> {
    const known = { name: 'entries_known', text: selectKnown, values: [owner] };
    const { rows } = await this.store.pool.query<{ version: number; state: EntryState }>(known);
    return rows[0] ?? { version: 0, state: noEntries };
  }
}

function takeAll(before: EntryState, events: readonly Movement[]): { state: EntryState; entries: RecordedEntry[] } {
  let state = before;
  const entries = events.flatMap((event) => {
    const taken = takeEntries(state, event);
    state = taken.state;
    return taken.entries;
  });
  return { state, entries };
}

type Movement = RecordedEvent & Parameters<typeof takeEntries>[1];

const columnsOf = (entries: readonly RecordedEntry[]) => [
  entries.map(({ name }) => name),
  entries.map(({ kind }) => kind),
  entries.map(({ amount }) => amount),
  entries.map(({ balance }) => balance),
  entries.map(({ reason }) => reason),
  entries.map(({ at }) => at),
  entries.map(({ actor }) => JSON.stringify(actor)),
];

/** The list of one balance. Owner and name are of forms that hold no quote. */
export function entriesOf(owner: string, name: string, refill?: RecordedEntry & { authorId: number }): SqlList {
  const whose = `owner = '${owner}' and name = '${name}'`;
  if (!/^[a-z]+-[0-9]+$/.test(owner) || !/^[A-Za-z0-9_.-]+$/.test(name)) throw new Error(`No balance: ${whose}`);
  const extra = refill && `select ${due}, ${refill.authorId}, '${refill.kind}', '${refill.at}'::timestamptz`;
  const own = `select id, author_id, kind, at from balance_entry where ${whose}`;
  return {
    declaration: entryList,
    scope: [owner, name],
    from: extra ? `(${own} union all ${extra}) as entry` : 'balance_entry',
    ...(!extra && { where: whose }),
    ...{ id: 'id', author: 'author_id', columns: { createdAt: { sql: 'at' }, kind: { sql: 'kind' } } },
  };
}

const selectKnown = 'select version, state from balance_entries_known where owner = $1';
/** Nothing where the version known is another one by now. */
const takeOver = `with taken as (
    insert into balance_entries_known as known (owner, version, state) values ($1, $3, $4)
    on conflict (owner) do update set version = excluded.version, state = excluded.state where known.version = $2::int
    returning owner
  )
  insert into balance_entry (author_id, owner, name, kind, amount, balance, reason, at, actor)
  select $5::int, taken.owner, e.name, e.kind, e.amount, e.balance, e.reason, e.at, e.actor
  from taken cross join unnest($6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::text[], $11::timestamptz[], $12::jsonb[])
    with ordinality as e (name, kind, amount, balance, reason, at, actor, n)
  order by e.n`;
const selectEntries = `select id, name, kind, amount::float8 as amount, balance::float8 as balance, reason,
    to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, actor
  from balance_entry where id = any ($1)`;

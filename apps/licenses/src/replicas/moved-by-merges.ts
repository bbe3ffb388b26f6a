import { type RecordedEvent, commandIdOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Injectable } from '@nestjs/common';

export type Movable = 'license' | 'invoice';

interface Owned {
  customerId?: number | null;
  changes?: { customerId?: { before: number | null; after: number | null } };
}

/** What a merge moves, it moves under this command id, by which the move is known from one that somebody asked for. */
export const moveCommand = (kind: Movable, id: number, from: number, version: number): string =>
  commandIdOf(`${kind === 'license' ? 'merge' : 'merge-invoice'}:${id}:${from}:${version}`);

/** Whom a merge, or its end, has moved a license or invoice away from with this event; undefined where it has not. */
export function movedFrom(kind: Movable, id: number, event: RecordedEvent): number | undefined {
  const from = (event.data as Owned).changes?.customerId?.before;
  if (from === null || from === undefined) return undefined;
  for (let version = event.version - 1; version > 0; version--)
    if (event.commandId === moveCommand(kind, id, from, version)) return from;
  return undefined;
}

/**
 * Who has a license or invoice but for all merges: the customer whom somebody gave it to last. What stands for him now should have it, whatever
 * was merged and taken back meanwhile. Null for nobody. [API-CUS-04]
 */
export function originOf(kind: Movable, id: number, events: readonly RecordedEvent[]): number | null {
  return events.reduce<number | null>((origin, event) => {
    const { customerId, changes } = event.data as Owned;
    if (event.version === 1) return customerId ?? null;
    if (!changes?.customerId || movedFrom(kind, id, event) !== undefined) return origin;
    return changes.customerId.after;
  }, null);
}

/** Licenses and invoices that merges took from a customer: where to look when one is taken back. */
@Injectable()
export class MovedByMerges {
  constructor(private readonly store: EventStore) {}

  /** Returns when it is committed: whoever looks afterwards sees it. */
  async note(moves: readonly { kind: Movable; from: number; id: number }[]): Promise<void> {
    if (moves.length === 0) return;
    const columns = [moves.map(({ from }) => from), moves.map(({ kind }) => kind), moves.map(({ id }) => id)];
    await this.store.pool.query(insertMoves, columns);
  }

  /** What merges took from the customer, or from those who were merged into him: of a chain known before, it may have gone past him at once. */
  async from(kind: Movable, customerId: number): Promise<number[]> {
    const { rows } = await this.store.pool.query<{ id: number }>(movesFrom, [customerId, kind]);
    return rows.map((row) => row.id);
  }

  async forget(kind: Movable, id: number): Promise<void> {
    await this.store.pool.query('delete from moved_by_merge where kind = $1 and id = $2', [kind, id]);
  }

  /** Of the record: what a license or invoice was given to, see `originOf`. */
  async origin(kind: Movable, id: number): Promise<number | null> {
    return originOf(kind, id, await this.store.readStream(`${kind}-${id}`));
  }
}

const insertMoves = `insert into moved_by_merge (from_id, kind, id)
  select * from unnest($1::int[], $2::text[], $3::int[]) on conflict do nothing`;
const movesFrom = `with recursive answered_for as (
    select $1::int as customer_id
    union
    select m.customer_id from merged_customer m join answered_for a on m.into_id = a.customer_id
  )
  select distinct id from moved_by_merge where from_id in (select customer_id from answered_for) and kind = $2 order by id`;

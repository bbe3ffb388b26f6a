import type { RecordedEvent, Service } from '@licet/contracts';
import type pg from 'pg';

/** An event that a read model could not take and went past. */
export interface ParkedEvent {
  consumer: string;
  source: Service;
  event: RecordedEvent;
  reason: string;
  parkedAt: string;
}

interface Row {
  consumer: string;
  source: Service;
  event: RecordedEvent;
  reason: string;
  parked_at: Date;
}

/** What the consumers of this database have parked, oldest first; at most `limit`, 100 when not given. */
export async function parkedEvents(
  pool: pg.Pool,
  { consumer, source, limit = 100 }: { consumer?: string; source?: Service; limit?: number } = {},
): Promise<ParkedEvent[]> {
  const sql = `select consumer, source, event, reason, parked_at from parked_event
    where ($1::text is null or consumer = $1) and ($2::text is null or source = $2)
    order by parked_at, lane, epoch, position limit $3`;
  const { rows } = await pool.query<Row>(sql, [consumer ?? null, source ?? null, limit]);
  return rows.map(({ parked_at, ...row }) => ({ ...row, parkedAt: parked_at.toISOString() }));
}

/** Writes the event down with the reason why it was not taken. */
export async function park(
  tx: pg.ClientBase,
  { consumer, source, event, reason }: Omit<ParkedEvent, 'parkedAt'>,
): Promise<void> {
  const sql = `insert into parked_event (consumer, source, lane, epoch, position, stream_id, type, event, reason)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`;
  const { lane, epoch, position, streamId, type } = event;
  await tx.query(sql, [consumer, source, lane, epoch, position, streamId, type, JSON.stringify(event), reason]);
}

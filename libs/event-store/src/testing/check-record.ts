import type pg from 'pg';
import { laneOf } from '@licet/contracts';
import type { Placement } from '../types.ts';

/** What a writer knows about one of its commands. Without `placement` the outcome was never learnt. */
export interface SentWrite {
  streamId: string;
  commandId: string;
  /** Number of events. */
  size: number;
  placement?: Placement;
}

interface Stored extends Placement {
  streamId: string;
  commandId: string;
  size: number;
}

/** Compares a record with what its writers were told. Answers what is wrong, in words; nothing when every guarantee held. */
export async function checkRecord(pool: pg.Pool, sent: readonly SentWrite[]): Promise<string[]> {
  const wrong = [...(await holes(pool)), ...(await claimsAgainstEvents(pool))];
  const open = new Map(sent.map((write) => [write.commandId, write]));
  for (const stored of await storedCommands(pool)) {
    const write = open.get(stored.commandId);
    open.delete(stored.commandId);
    wrong.push(...difference(stored, write));
  }
  for (const write of open.values()) if (write.placement) wrong.push(`acknowledged and lost: ${JSON.stringify(write)}`);
  return wrong;
}

function difference(stored: Stored, write: SentWrite | undefined): string[] {
  if (!write) return [`stored and never sent, or stored twice: ${JSON.stringify(stored)}`];
  if (stored.size !== write.size || stored.streamId !== write.streamId || stored.lane !== laneOf(write.streamId))
    return [`stored ${JSON.stringify(stored)}, sent ${JSON.stringify(write)}`];
  const told = write.placement;
  if (!told) return [];
  const same =
    told.firstPosition === stored.firstPosition &&
    told.position === stored.position &&
    told.version === stored.version &&
    told.epoch === stored.epoch;
  return same ? [] : [`stored ${JSON.stringify(stored)}, acknowledged ${JSON.stringify(told)}`];
}

async function storedCommands(pool: pg.Pool): Promise<Stored[]> {
  const { rows } = await pool.query<Stored>(
    `select stream_id as "streamId", command_id as "commandId", lane, 1 as epoch, min(position)::float8 as "firstPosition",
      max(position)::float8 as position, max(version) as version, count(*)::int as size
     from event group by stream_id, command_id, lane`,
  );
  return rows;
}

const rules = {
  'positions with holes': 'select lane from event group by lane having min(position) <> 1 or max(position) <> count(*)',
  'versions with holes':
    'select stream_id from event group by stream_id having min(version) <> 1 or max(version) <> count(*)',
  'versions against positions': `select stream_id from (
      select stream_id, version, lag(version) over (partition by stream_id order by position) as before from event) e
    where before > version`,
  'commands torn apart': `select command_id from event group by command_id, stream_id
    having max(position) - min(position) + 1 <> count(*)`,
};

async function holes(pool: pg.Pool): Promise<string[]> {
  const wrong: string[] = [];
  for (const [what, sql] of Object.entries(rules)) {
    const { rows } = await pool.query(`${sql} limit 3`);
    if (rows.length > 0) wrong.push(`${what}: ${JSON.stringify(rows)}`);
  }
  return wrong;
}

/** Events whose data tell `claims` and `releases` are the truth about the claim table. */
async function claimsAgainstEvents(pool: pg.Pool): Promise<string[]> {
  const { rows: events } = await pool.query<{ streamId: string; claims: string[]; releases: string[] }>(
    `select stream_id as "streamId", coalesce(data->'claims', '[]') as claims, coalesce(data->'releases', '[]') as releases
     from event order by stream_id, version`,
  );
  const held = new Set<string>();
  for (const { streamId, claims, releases } of events) {
    for (const key of claims) held.add(`${key} ${streamId}`);
    for (const key of releases) held.delete(`${key} ${streamId}`);
  }
  const { rows } = await pool.query<{ claim: string }>(`select key || ' ' || stream_id as claim from claim`);
  const strange = rows.filter(({ claim }) => !held.has(claim));
  if (rows.length === held.size && strange.length === 0) return [];
  return [`${rows.length} claims stored, ${held.size} by the record`];
}

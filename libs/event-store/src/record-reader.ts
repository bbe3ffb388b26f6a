import { present } from './present.ts';
import type { Claim, LanePosition, RecordedEvent } from '@licet/contracts';
import type pg from 'pg';
import { Coalescer } from './coalescer.ts';
import { UnknownEventVersion } from './errors.ts';
import { eventColumns, recordedEvent, storedColumns, type EventRow } from './recorded-row.ts';
import type { LaneGrowth, Placement } from './types.ts';
import type { Upcasters } from './upcasting.ts';

/** Of a lane whose epoch has risen with nothing behind the place that was asked for. */
interface EmptyLane {
  lane: number;
  epoch: number;
  position: null;
}

interface Glance {
  streamId: string;
  commandId: string | null;
}

/** Reads the record. Everything that callers ask at the same time and by single keys shares a round trip. */
export class RecordReader {
  private readonly glances: Coalescer<Glance, { version: number; recorded: boolean }>;
  private readonly holders: Coalescer<Claim, string | undefined>;
  private readonly tails: Coalescer<{ streamId: string; after: number }, EventRow[]>;

  constructor(
    private readonly pool: pg.Pool,
    private readonly upcasters: Upcasters,
  ) {
    this.glances = new Coalescer((keys) => this.queryGlances(keys));
    this.holders = new Coalescer((keys) => this.queryHolders(keys));
    this.tails = new Coalescer((keys) => this.queryTails(keys), 200);
  }

  /** Head version of a stream, 0 where there is none, and whether the command is recorded in it. */
  glance(streamId: string, commandId: string | null = null): Promise<{ version: number; recorded: boolean }> {
    return this.glances.ask({ streamId, commandId });
  }

  holderOf(claim: Claim): Promise<string | undefined> {
    return this.holders.ask(claim);
  }

  async holdersIn(scope: string, page: { after: string; limit: number }): Promise<{ key: string; streamId: string }[]> {
    const { rows } = await this.pool.query<{ key: string; streamId: string }>({
      name: 'holders_in',
      text: holdersIn,
      values: [scope, page.after, page.limit],
    });
    return rows;
  }

  async readStream(streamId: string, afterVersion = 0): Promise<RecordedEvent[]> {
    const rows = await this.tails.ask({ streamId, after: afterVersion });
    return rows.map((row) => recordedEvent(row, this.upcasters));
  }

  /** Events that one command left in a stream. */
  async readCommand(streamId: string, commandId: string): Promise<RecordedEvent[]> {
    const { rows } = await this.pool.query<EventRow>({
      name: 'read_command',
      text: readCommand,
      values: [streamId, commandId],
    });
    return rows.map((row) => recordedEvent(row, this.upcasters));
  }

  /** Events of a stream that have one of the types, after a version, so many at most, in order. */
  async readTypes(
    streamId: string,
    types: readonly string[],
    { after, limit }: { after: number; limit: number },
  ): Promise<RecordedEvent[]> {
    const { rows } = await this.pool.query<EventRow>({
      name: 'read_types',
      text: readTypes,
      values: [streamId, types, after, limit],
    });
    return rows.map((row) => recordedEvent(row, this.upcasters));
  }

  /** Stops before an event of an unknown version; throws UnknownEventVersion when that is the first one. */
  async readLane(lane: number, after: number, limit: number): Promise<RecordedEvent[]> {
    const { rows } = await this.pool.query<EventRow>({
      name: 'read_lane',
      text: readLane,
      values: [lane, after, limit],
    });
    const { events, failure } = this.readable(rows);
    if (failure && (events.length === 0 || !(failure.cause instanceof UnknownEventVersion))) throw failure.cause;
    return events;
  }

  /** What stands behind places of several lanes, at most `limit` events of each. Lanes that stand as they stood are left out. */
  async readGrowth(places: readonly LanePosition[], limit: number): Promise<LaneGrowth[]> {
    const values = [
      places.map(({ lane }) => lane),
      places.map(({ epoch }) => epoch),
      places.map(({ position }) => position),
      limit,
    ];
    const { rows } = await this.pool.query<EventRow | EmptyLane>({ name: 'read_growth', text: readGrowth, values });
    const lanes = new Map<number, { epoch: number; stored: EventRow[] }>();
    for (const row of rows) {
      const { lane, epoch } = row;
      const { stored } = lanes.get(lane) ?? present(lanes.set(lane, { epoch, stored: [] }).get(lane));
      if (row.position !== null) stored.push(row);
    }
    return [...lanes].map(([lane, { epoch, stored }]) => {
      const { events, failure } = this.readable(stored);
      return { lane, epoch, position: stored.at(-1)?.position, events, whole: !failure };
    });
  }

  /** Those before one that cannot be read, such as an event of an unknown version, and why it cannot. */
  private readable(rows: readonly EventRow[]): { events: RecordedEvent[]; failure?: { cause: unknown } } {
    const events: RecordedEvent[] = [];
    try {
      for (const row of rows) events.push(recordedEvent(row, this.upcasters));
    } catch (cause) {
      return { events, failure: { cause } };
    }
    return { events };
  }

  async heads(): Promise<LanePosition[]> {
    const { rows } = await this.pool.query<LanePosition>({ name: 'heads', text: heads });
    return rows;
  }

  async placementOf(streamId: string, commandId: string): Promise<Placement | undefined> {
    const { rows } = await this.pool.query<Placement>({
      name: 'placement',
      text: placement,
      values: [streamId, commandId],
    });
    return rows[0];
  }

  private async queryGlances(keys: Glance[]) {
    const values = [keys.map(({ streamId }) => streamId), keys.map(({ commandId }) => commandId)];
    const { rows } = await this.pool.query<{ version: number; recorded: boolean }>({
      name: 'glance',
      text: glance,
      values,
    });
    return rows;
  }

  private async queryHolders(claims: Claim[]) {
    const values = [claims.map(({ scope }) => scope), claims.map(({ key }) => key)];
    const { rows } = await this.pool.query<{ holder: string | null }>({ name: 'holders', text: holders, values });
    return rows.map(({ holder }) => holder ?? undefined);
  }

  private async queryTails(keys: { streamId: string; after: number }[]) {
    const values = [keys.map(({ streamId }) => streamId), keys.map(({ after }) => after)];
    const { rows } = await this.pool.query<EventRow & { n: number }>({ name: 'tails', text: tails, values });
    const found = keys.map((): EventRow[] => []);
    for (const row of rows) present(found[row.n - 1]).push(row);
    return found;
  }
}

export const glance = `select coalesce((select version from event where stream_id = w.stream_id order by version desc limit 1), 0) as version,
    w.stream_id in (select stream_id from event where command_id = w.command_id offset 0) as recorded
  from unnest($1::text[], $2::uuid[]) with ordinality as w (stream_id, command_id, n) order by n`;

export const holders = `select (select stream_id from claim c where c.scope = w.scope and c.key = w.key) as holder
  from unnest($1::text[], $2::text[]) with ordinality as w (scope, key, n) order by n`;

export const holdersIn = `select key, stream_id as "streamId" from claim
  where scope = $1 and key > $2 order by key limit $3`;

export const tails = `select w.n::int as n, ${eventColumns}
  from unnest($1::text[], $2::int[]) with ordinality as w (stream_id, after, n)
  cross join lateral (select * from event where stream_id = w.stream_id and version > w.after order by version offset 0) e
  join lane l on l.id = e.lane order by w.n, e.version`;

export const readTypes = `select ${eventColumns} from
  (select * from event where stream_id = $1 and type = any ($2::text[]) and version > $3 order by version limit $4) e
  join lane l on l.id = e.lane order by e.version`;

export const readLane = `select ${eventColumns} from event e join lane l on l.id = e.lane
  where e.lane = $1 and e.position > $2 order by e.position limit $3`;

/** Found by the command alone (`offset 0`): a stream may hold a hundred thousand events. */
const ofCommand = `(select * from event where command_id = $2 offset 0) e join lane l on l.id = e.lane where e.stream_id = $1`;

export const readCommand = `select ${eventColumns} from ${ofCommand} order by e.version`;

export const readGrowth = `select w.lane, l.epoch, ${storedColumns}
  from unnest($1::smallint[], $2::int[], $3::bigint[]) as w (lane, epoch, after)
  join lane l on l.id = w.lane
  left join lateral (select * from event where lane = w.lane and position > w.after order by position limit $4) e on true
  where e.position is not null or l.epoch <> w.epoch order by w.lane, e.position`;

export const heads = `select l.id as lane, l.epoch,
    coalesce((select max(position) from event where lane = l.id), 0)::float8 as position
  from lane l order by l.id`;

export const placement = `select e.lane, l.epoch, min(e.position)::float8 as "firstPosition", max(e.position)::float8 as position,
    max(e.version) as version
  from ${ofCommand} group by e.lane, l.epoch`;

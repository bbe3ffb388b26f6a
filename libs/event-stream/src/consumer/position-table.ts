import type { LanePosition, Service } from '@licet/contracts';
import { Coalescer } from '@licet/event-store';
import type pg from 'pg';
import type { Place } from '../event-stream.ts';

interface Row {
  lane: number;
  epoch: number;
  position: string;
  cursor: string | null;
}

const columns = 'lane, epoch, position::text, cursor';
const mine = 'consumer = $1 and source = $2';

/** Rows of `consumer_position` that belong to one consumer and source. */
export class PositionTable {
  constructor(
    private readonly pool: pg.Pool,
    private readonly consumer: string,
    private readonly source: Service,
  ) {}

  /** Places of all lanes in which something was taken. */
  async all(): Promise<Place[]> {
    const sql = `select ${columns} from consumer_position where ${mine}`;
    return (await this.pool.query<Row>(sql, [this.consumer, this.source])).rows.map(placeOfRow);
  }

  /** Place of one lane; position 0 of epoch 1 where nothing was taken. */
  async read(lane: number): Promise<Place> {
    const sql = `select ${columns} from consumer_position where ${mine} and lane = $3`;
    const { rows } = await this.pool.query<Row>(sql, [this.consumer, this.source, lane]);
    return rows[0] ? placeOfRow(rows[0]) : { lane, epoch: 1, position: 0 };
  }

  /** Places of the lanes, locked until the transaction ends, in one order everywhere. */
  async lock(tx: pg.ClientBase, lanes: readonly number[]): Promise<Map<number, Place>> {
    const select = { name: 'lock_positions', text: selectLocked, values: [this.consumer, this.source, lanes] };
    let { rows } = await tx.query<Row>(select);
    if (rows.length < lanes.length) {
      const insert = `insert into consumer_position (consumer, source, lane)
        select $1, $2, lane from unnest($3::smallint[]) as lane order by lane on conflict do nothing`;
      await tx.query(insert, select.values);
      ({ rows } = await tx.query<Row>(select));
    }
    return new Map(rows.map((row) => [row.lane, placeOfRow(row)]));
  }

  async move(tx: pg.ClientBase, places: readonly Place[]): Promise<void> {
    await tx.query({ name: 'move_positions', text: update, values: this.moved(places) });
  }

  /**
   * Moves each lane from one place to another, in one statement with all that readers of the same database step over at that moment. Answers
   * whether all stood where they were thought to stand; those that did have moved.
   */
  async step(steps: readonly { from: LanePosition; to: Place }[]): Promise<boolean> {
    const { consumer, source } = this;
    const moved = await Promise.all(steps.map((step) => stepsOf(this.pool).ask({ consumer, source, ...step })));
    return moved.every(Boolean);
  }

  private moved(places: readonly Place[]): unknown[] {
    return [
      this.consumer,
      this.source,
      places.map(({ lane }) => lane),
      places.map(({ epoch }) => epoch),
      places.map(({ position }) => position),
      places.map(({ cursor }) => cursor ?? null),
    ];
  }
}

const selectLocked = `select ${columns} from consumer_position where ${mine} and lane = any ($3) order by lane for no key update`;
const set = 'set epoch = p.epoch, position = p.position, cursor = p.cursor, updated_at = now()';
const update = `update consumer_position c ${set}
  from unnest($3::smallint[], $4::int[], $5::bigint[], $6::text[]) as p (lane, epoch, position, cursor)
  where ${mine} and c.lane = p.lane`;
/** A row that somebody else holds is left to him: readers of several kinds step together, and none of them may wait for another. */
const updateFrom = `with p as (
    select * from unnest($1::text[], $2::text[], $3::smallint[], $4::int[], $5::bigint[], $6::text[], $7::int[], $8::bigint[])
      with ordinality as p (consumer, source, lane, epoch, position, cursor, from_epoch, from_position, n)),
  free as (
    select c.consumer, c.source, c.lane from consumer_position c
    join p on c.consumer = p.consumer and c.source = p.source and c.lane = p.lane
      and c.epoch = p.from_epoch and c.position = p.from_position
    for no key update of c skip locked)
  update consumer_position c ${set} from p join free using (consumer, source, lane)
  where c.consumer = p.consumer and c.source = p.source and c.lane = p.lane
  returning p.n::int as n`;

interface Step {
  consumer: string;
  source: Service;
  from: LanePosition;
  to: Place;
}

const stepping = new WeakMap<pg.Pool, Coalescer<Step, boolean>>();

function stepsOf(pool: pg.Pool): Coalescer<Step, boolean> {
  const known = stepping.get(pool);
  if (known) return known;
  const steps = new Coalescer((asked: Step[]) => stepAll(pool, asked));
  stepping.set(pool, steps);
  return steps;
}

/** Per step whether it was made. */
async function stepAll(pool: pg.Pool, steps: readonly Step[]): Promise<boolean[]> {
  const values = [
    steps.map(({ consumer }) => consumer),
    steps.map(({ source }) => source),
    steps.map(({ to }) => to.lane),
    steps.map(({ to }) => to.epoch),
    steps.map(({ to }) => to.position),
    steps.map(({ to }) => to.cursor ?? null),
    steps.map(({ from }) => from.epoch),
    steps.map(({ from }) => from.position),
  ];
  const { rows } = await pool.query<{ n: number }>({ name: 'step_positions', text: updateFrom, values });
  const made = new Set(rows.map(({ n }) => n));
  return steps.map((_, i) => made.has(i + 1));
}

const placeOfRow = ({ lane, epoch, position, cursor }: Row): Place => ({
  lane,
  epoch,
  position: Number(position),
  ...(cursor === null ? {} : { cursor }),
});

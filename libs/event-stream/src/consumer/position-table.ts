import type { Service } from '@licet/contracts';
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
    const values = [this.consumer, this.source, lanes];
    const select = `select ${columns} from consumer_position where ${mine} and lane = any ($3) order by lane for no key update`;
    let { rows } = await tx.query<Row>(select, values);
    if (rows.length < lanes.length) {
      const insert = `insert into consumer_position (consumer, source, lane)
        select $1, $2, lane from unnest($3::smallint[]) as lane order by lane on conflict do nothing`;
      await tx.query(insert, values);
      ({ rows } = await tx.query<Row>(select, values));
    }
    return new Map(rows.map((row) => [row.lane, placeOfRow(row)]));
  }

  async move(tx: pg.ClientBase, places: readonly Place[]): Promise<void> {
    const sql = `update consumer_position set epoch = p.epoch, position = p.position, cursor = p.cursor, updated_at = now()
      from unnest($3::smallint[], $4::int[], $5::bigint[], $6::text[]) as p (lane, epoch, position, cursor)
      where ${mine} and consumer_position.lane = p.lane`;
    await tx.query(sql, [
      this.consumer,
      this.source,
      places.map(({ lane }) => lane),
      places.map(({ epoch }) => epoch),
      places.map(({ position }) => position),
      places.map(({ cursor }) => cursor ?? null),
    ]);
  }
}

const placeOfRow = ({ lane, epoch, position, cursor }: Row): Place => ({
  lane,
  epoch,
  position: Number(position),
  ...(cursor === null ? {} : { cursor }),
});

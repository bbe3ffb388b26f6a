import type { LanePosition } from '@licet/contracts';
import type pg from 'pg';

/** Rows of `relay_checkpoint`: up to where each lane has been acknowledged by Kafka. */
export class Checkpoints {
  constructor(private readonly pool: pg.Pool) {}

  async all(): Promise<LanePosition[]> {
    const sql = 'select lane, epoch, position::float8 as position from relay_checkpoint order by lane';
    return (await this.pool.query<LanePosition>(sql)).rows;
  }

  async move(places: readonly LanePosition[]): Promise<void> {
    const sql = `update relay_checkpoint c set epoch = p.epoch, position = p.position
      from unnest($1::smallint[], $2::int[], $3::bigint[]) as p (lane, epoch, position) where c.lane = p.lane`;
    await this.pool.query(sql, [
      places.map(({ lane }) => lane),
      places.map(({ epoch }) => epoch),
      places.map(({ position }) => position),
    ]);
  }
}

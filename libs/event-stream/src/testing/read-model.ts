import type { RecordedEvent } from '@licet/contracts';
import pg from 'pg';
import { migrate } from './record-fixture.ts';

export interface Seen {
  lane: number;
  epoch: number;
  position: number;
  reader: string;
}

/** A read model that keeps a row for each event in the order in which it was taken, so that what is lost, doubled or out of order shows. */
export class ReadModel {
  private constructor(readonly pool: pg.Pool) {}

  static async create(url: string): Promise<ReadModel> {
    await migrate(url);
    const pool = new pg.Pool({ connectionString: url, max: 8 });
    pool.on('error', () => undefined);
    await pool.query(
      'create table seen (n bigserial primary key, reader text not null, lane int not null, epoch int not null, position bigint not null, event_id text not null)',
    );
    return new ReadModel(pool);
  }

  /** A handler that notes what it is given. */
  noting(reader = 'reader') {
    return async (events: readonly RecordedEvent[], tx: pg.ClientBase): Promise<void> => {
      await tx.query(
        `insert into seen (reader, lane, epoch, position, event_id)
         select $1, lane, epoch, position, id from unnest($2::int[], $3::int[], $4::bigint[], $5::text[]) with ordinality as e (lane, epoch, position, id, n) order by n`,
        [
          reader,
          events.map(({ lane }) => lane),
          events.map(({ epoch }) => epoch),
          events.map(({ position }) => position),
          events.map(({ metadata }) => metadata.eventId),
        ],
      );
    };
  }

  async seen(): Promise<Seen[]> {
    const { rows } = await this.pool.query<Seen>(
      'select lane, epoch, position::float8 as position, reader from seen order by n',
    );
    return rows;
  }

  async count(): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>('select count(*)::int as count from seen');
    return rows[0]?.count ?? 0;
  }

  /** What is wrong with the order per lane: anything but 1, 2, 3 … */
  async faults(): Promise<string[]> {
    const last = new Map<number, number>();
    return (await this.seen()).flatMap(({ lane, position }) => {
      const expected = (last.get(lane) ?? 0) + 1;
      last.set(lane, position);
      return position === expected ? [] : [`lane ${lane}: ${position} instead of ${expected}`];
    });
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}

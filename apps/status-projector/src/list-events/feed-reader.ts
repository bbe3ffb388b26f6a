import { laneCount, type PublicEvent } from '@licet/contracts';
import type { Pool } from 'pg';
import { type FeedSource, feedSources, indexOf, later, type Places } from '../domain/cursor.ts';
import { consumerName } from '../replicas/read-models.ts';

export interface FeedQuery {
  authorId: number;
  after: Places;
  limit: number;
  /** Exact types, or prefixes ending in `*`; empty for all. */
  types: readonly string[];
  subject: string | null;
}

export interface FeedPage {
  events: { event: PublicEvent; at: Places }[];
  /** Place behind the last event, or behind everything that was looked at. */
  next: Places;
}

interface Row {
  source: FeedSource;
  lane: number;
  epoch: number;
  position: number;
  event: PublicEvent;
}

/** Everything after the cursor in each lane, a page of it by time; an event never comes before an earlier one of its lane. */
export const pageSql = `
  SELECT source, lane, epoch, position::float8 AS position, event FROM (
    SELECT f.*, max(f.time) OVER (PARTITION BY f.source, f.lane ORDER BY f.epoch, f.position) AS turn
    FROM unnest($2::text[], $3::int[], $4::int[], $5::bigint[]) AS c (source, lane, epoch, position)
    CROSS JOIN LATERAL (
      SELECT * FROM feed f
      WHERE f.author_id = $1 AND f.source = c.source AND f.lane = c.lane AND (f.epoch, f.position) > (c.epoch, c.position)
        AND ($6::text IS NULL OR f.subject = $6) AND (cardinality($7::text[]) = 0 OR f.type LIKE ANY ($7))
      ORDER BY f.epoch, f.position LIMIT $8
    ) f
  ) AS page
  ORDER BY turn, source, lane, epoch, position LIMIT $8`;

const placesSql = `SELECT source, lane, epoch, position::float8 AS position FROM consumer_position WHERE consumer = '${consumerName}'`;

const cells = feedSources.flatMap((source) => Array.from({ length: laneCount }, (_, lane) => ({ source, lane })));

/** Reads pages of the feed. [API-EVT-01, API-EVT-02, API-EVT-03] */
export class FeedReader {
  constructor(private readonly pool: Pool) {}

  async page({ authorId, after, limit, types, subject }: FeedQuery): Promise<FeedPage> {
    const reached = await this.reached(); // before the page: whatever lies before these places is in it
    const { rows } = await this.pool.query<Row>(pageSql, [
      authorId,
      cells.map(({ source }) => source),
      cells.map(({ lane }) => lane),
      after.map(({ epoch }) => epoch),
      after.map(({ position }) => position),
      subject,
      types.map(pattern),
      limit,
    ]);
    let at = after;
    const events = rows.map(({ source, lane, epoch, position, event }) => {
      at = at.with(indexOf(source, lane), { epoch, position });
      return { event, at };
    });
    return { events, next: rows.length < limit ? at.map((place, i) => later(place, reached[i] ?? place)) : at };
  }

  /** How far the read models are, per lane of every service. */
  async reached(): Promise<Places> {
    const { rows } = await this.pool.query<Omit<Row, 'event'>>(placesSql);
    const reached = cells.map(() => ({ epoch: 1, position: 0 }));
    for (const { source, lane, epoch, position } of rows) reached[indexOf(source, lane)] = { epoch, position };
    return reached;
  }
}

/** `License*` as a pattern of SQL, in which nothing else is special. */
const pattern = (type: string): string => {
  const literal = (text: string) => text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
  return type.endsWith('*') ? `${literal(type.slice(0, -1))}%` : literal(type);
};

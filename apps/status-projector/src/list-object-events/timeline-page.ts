import type { ListFilter, ListQuery, PublicEvent, Sealed } from '@licet/contracts';
import type { ListPlace } from '@licet/service-kit';

/** A row of a timeline: an event of the feed with its details. */
export interface TimelineRow {
  source: string;
  /** As text, so that nothing of it is lost in a cursor. */
  time: string;
  position: number;
  event: PublicEvent;
  changes: PublicEvent['changes'] | null;
  reason: Sealed | null;
  note: Sealed | null;
}

export interface Timeline {
  authorId: number;
  /** Native id of the object. */
  object: string;
  query: ListQuery;
}

interface Statement {
  text: string;
  values: unknown[];
}

/** Events of one moment are told in the order of their place, of which a cursor holds all but the lane: that is the same for all of an object. */
const order = ['time', 'source', 'position'] as const;

export const placeOf = ({ source, time, position }: TimelineRow): Omit<ListPlace, 'direction'> => ({
  by: `${source} ${time}`,
  id: position,
});

/** A page of a timeline, along one index for the object's own events and one for those of its parts. [API-EVT-09, API-LIST-04] */
export function pageOf(timeline: Timeline, place: ListPlace | null, most: number): Statement {
  const values: unknown[] = [];
  const put = (value: unknown, type: string): string => `$${values.push(value)}::${type}`;
  const down = timeline.query.sort.descending !== (place?.direction === 'before');
  const way = down ? 'DESC' : 'ASC';
  const conditions = conditionsOf(timeline, put);
  if (place) conditions.push(`(${order.join()}) ${down ? '<' : '>'} (${behind(place, put)})`);
  const sorted = `ORDER BY ${order.map((column) => `${column} ${way}`).join()}`;
  const limit = `LIMIT ${put(most, 'int')}`;
  const side = (column: string) =>
    `(SELECT source, lane, time, position, event FROM feed WHERE ${column} = $1 AND ${conditions.join(' AND ')} ${sorted} ${limit})`;
  const text = `SELECT source, time::text AS time, position::float8 AS position, event, changes, reason, note
    FROM (${side('subject')} UNION ALL ${side('part_of')} ${sorted} ${limit}) AS page
    LEFT JOIN event_detail USING (source, lane, position)
    ORDER BY page.time ${way}, page.source ${way}, page.position ${way}`;
  return { text, values };
}

/** How many events there are, counted up to `most`. [API-LIST-09] */
export function countOf(timeline: Timeline, most: number): Statement {
  const values: unknown[] = [];
  const put = (value: unknown, type: string): string => `$${values.push(value)}::${type}`;
  const conditions = conditionsOf(timeline, put).join(' AND ');
  const side = (column: string) => `SELECT FROM feed WHERE ${column} = $1 AND ${conditions}`;
  const all = `${side('subject')} UNION ALL ${side('part_of')} LIMIT ${put(most, 'int')}`;
  return { text: `SELECT count(*)::int AS count FROM (${all}) AS counted`, values };
}

type Put = (value: unknown, type: string) => string;

/** The object is the first value. */
function conditionsOf({ authorId, object, query }: Timeline, put: Put): string[] {
  put(object, 'text');
  return [`author_id = ${put(authorId, 'int')}`, ...query.filters.map((filter) => conditionOf(filter, put))];
}

const comparisons = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

/** Nothing but the time is offered. */
function conditionOf({ operator, values }: ListFilter, put: Put): string {
  if (operator === 'equals') return `time = ANY(${put(values, 'timestamptz[]')})`;
  if (operator in comparisons)
    return `time ${comparisons[operator as keyof typeof comparisons]} ${put(values[0], 'timestamptz')}`;
  throw new Error(`A timeline is not filtered by ${operator}.`);
}

function behind({ by, id }: ListPlace, put: Put): string {
  const [source = '', ...time] = by.split(' ');
  return [put(time.join(' '), 'timestamptz'), put(source, 'text'), put(id, 'bigint')].join();
}

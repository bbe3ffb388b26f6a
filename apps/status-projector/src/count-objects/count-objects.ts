import { Handles } from '@licet/command-bus';
import { CountObjects, type ProjectedList, type ReplyOf, type RequestOf } from '@licet/contracts';
import type { SqlList } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { ListConnections } from '../replicas/list-connections.ts';
import { projected } from '../replicas/projected-lists.ts';

type Request = RequestOf<typeof CountObjects>;
type Counts = Record<ProjectedList, number>;

/** How many objects of each list an account has. [API-ACC-03] */
@Controller()
export class CountObjectsHandler {
  constructor(private readonly connections: ListConnections) {}

  @Handles(CountObjects)
  async handle(request: Request): Promise<ReplyOf<typeof CountObjects>> {
    const { rows } = await this.connections.read(request.authorId, (pool) => pool.query<Counts>(countOf(request)));
    const [counts] = rows;
    if (!counts) throw new Error('A count has one row');
    return { ok: true, value: counts };
  }
}

/** Each list with the conditions that it always has, so that counts and lists agree. */
export function countOf({ authorId, testOnly }: Request) {
  const counts = Object.entries(projected).map(([name, list]) => `(${countSql(list, testOnly)}) AS ${name}`);
  const name = testOnly ? 'count_test_objects' : 'count_objects';
  return { name, text: `SELECT ${counts.join(', ')}`, values: [authorId] };
}

function countSql({ columns, from, joins, author, where }: SqlList, testOnly: boolean): string {
  const { isTest } = testOnly ? columns : {};
  const join = (isTest?.join && joins?.[isTest.join]) ?? '';
  const conditions = [`${author} = $1`, ...(where ? [where] : []), ...(isTest ? [isTest.sql] : [])];
  return `SELECT count(*)::int FROM ${from} ${join} WHERE ${conditions.join(' AND ')}`;
}

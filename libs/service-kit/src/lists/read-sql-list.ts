import type { ListQuery } from '@licet/contracts';
import type { Vault } from '@licet/vault';
import type { Pool } from 'pg';
import { ListCursors } from './list-cursors.ts';
import { type SqlList, countStatement, pageStatement } from './sql-list.ts';
import { type Turned, turnPage } from './turn-page.ts';

/** Numbers of the rows of a page. Statements are not named, so that each is planned for its own values. Refuses with cursor_invalid. */
export function readSqlList(
  list: SqlList,
  authorId: number,
  query: ListQuery,
  { pool, vault }: { pool: Pick<Pool, 'query'>; vault: Pick<Vault, 'keyedHash'> },
): Promise<Turned<number>> {
  const cursors = new ListCursors(vault, [list.declaration.name, authorId, ...(list.scope ?? [])], query);
  return turnPage(query, cursors, {
    rows: async (place, most) => {
      const statement = pageStatement(list, authorId, query, place, most);
      const { rows } = await pool.query<{ id: number; by: string }>(statement);
      return rows.map(({ id, by }) => ({ item: id, by, id }));
    },
    count: async (most) => {
      const { rows } = await pool.query<{ count: number }>(countStatement(list, authorId, query, most));
      return rows[0]?.count ?? 0;
    },
  });
}

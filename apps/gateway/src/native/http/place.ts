import { parameterProblem } from './list.ts';

/** A cursor as it may be sent on; whether it is one of the feed, only the feed knows. [API-LIST-03] */
export function readPlace(
  cursor: string | string[],
  parameter: 'after' | 'Last-Event-ID' | 'Licet-Min-Cursor',
): string {
  if (typeof cursor === 'string' && /^[A-Za-z0-9_-]{1,2000}$/.test(cursor)) return cursor;
  throw parameterProblem('cursor_invalid', parameter, 'not a cursor of the feed');
}

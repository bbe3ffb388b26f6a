import { EventStore } from '@licet/event-store';
import { Injectable } from '@nestjs/common';

/** A row of `keyed_call`. `fresh`: made by this look; `mine`: whoever looked may run the call. */
export interface KeyedCallRow {
  id: string;
  request: string;
  answer: string | null;
  fresh: boolean;
  mine: boolean;
}

/** What tells calls apart: keyed hashes, none of which says anything to a stranger. */
export interface KeyOfCall {
  authorId: number;
  caller: string;
  key: string;
}

/** Rows of `keyed_call`, none of which counts after a day. [API-IDEM-05] */
@Injectable()
export class KeyedCallTable {
  constructor(private readonly store: EventStore) {}

  /** Finds the row of a key, makes it where there is none, and takes it over where nobody has run it to its end. */
  async take(of: KeyOfCall, id: string, request: string, patienceMs: number): Promise<KeyedCallRow> {
    const made = await this.#query(makeRow, [of.authorId, of.caller, of.key, id, request, patienceMs]);
    if (made) return { ...made, fresh: true, mine: true };
    const taken = await this.#query(takeOver, [of.authorId, of.caller, of.key, request, patienceMs]);
    if (taken) return { ...taken, fresh: false, mine: true };
    const found = await this.#query(findRow, [of.authorId, of.caller, of.key]);
    return found ? { ...found, fresh: false, mine: false } : this.take(of, id, request, patienceMs);
  }

  /** Writes the answer unless there is one; tells the one that holds, undefined where there is no such call any more. */
  async answer(authorId: number, id: string, answer: string): Promise<string | undefined> {
    return (await this.#query(writeAnswer, [authorId, id, answer]))?.answer ?? undefined;
  }

  async release(authorId: number, id: string): Promise<void> {
    await this.#query(releaseRow, [authorId, id]);
  }

  async forget(authorId: number, id: string): Promise<void> {
    await this.#query(forgetRow, [authorId, id]);
  }

  /** Deletes what is older than a day. */
  async sweep(): Promise<void> {
    await this.store.pool.query(`delete from keyed_call where ${isOver}`);
  }

  async #query(text: string, values: unknown[]): Promise<Omit<KeyedCallRow, 'fresh' | 'mine'> | undefined> {
    const { rows } = await this.store.pool.query<Omit<KeyedCallRow, 'fresh' | 'mine'>>({ text, values });
    return rows[0];
  }
}

/** The call itself may take as long as a row is held: its key must not become free meanwhile. */
const isOver = `began_at < now() - interval '24 hours 1 minute'`;
const row = 'keyed_call.id, keyed_call.request, keyed_call.answer';
const isKey = 'author_id = $1 and caller = $2 and key = $3';
const until = (parameter: string) => `now() + ${parameter} * interval '1 millisecond'`;

/** A row whose day is over gives way as if it were not there. */
const makeRow = `insert into keyed_call (author_id, caller, key, id, request, began_at, held_until)
  values ($1, $2, $3, $4, $5, now(), ${until('$6')})
  on conflict (author_id, caller, key) do update
    set id = excluded.id, request = excluded.request, began_at = excluded.began_at, held_until = excluded.held_until, answer = null
    where keyed_call.${isOver}
  returning ${row}`;
const takeOver = `update keyed_call set held_until = ${until('$5')}
  where ${isKey} and request = $4 and answer is null and held_until <= now() returning ${row}`;
const findRow = `select ${row} from keyed_call where ${isKey}`;
const writeAnswer = `update keyed_call set answer = coalesce(answer, $3) where author_id = $1 and id = $2 returning ${row}`;
const releaseRow = `update keyed_call set held_until = now() where author_id = $1 and id = $2 and answer is null`;
const forgetRow = 'delete from keyed_call where author_id = $1 and id = $2 and answer is null';
